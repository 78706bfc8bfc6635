#pragma once

#include <optional>
#include <string>
#include <utility>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// How the chunks of a stream make a whole: specialise it for a chunk type of your own. By default the
/// last chunk is the whole.
template <class Chunk>
struct Whole {
  using type = Chunk;
  static void add(std::optional<type>& whole, Chunk&& chunk) { whole = std::move(chunk); }
};

/// Pieces of text are joined.
template <>
struct Whole<std::string> {
  using type = std::string;
  static void add(std::optional<type>& whole, std::string&& chunk) {
    if (whole) {
      *whole += chunk;
    } else {
      whole = std::move(chunk);
    }
  }
};

/// Reads a stream to its end and gives the whole. A stream without any chunk gives an empty `std::string`
/// for text and throws `bad_response` for everything else.
template <class Chunk>
Task<typename Whole<Chunk>::type> collect(Stream<Chunk> stream) {
  std::optional<typename Whole<Chunk>::type> whole;
  while (auto chunk = co_await stream.next()) Whole<Chunk>::add(whole, std::move(*chunk));
  if constexpr (std::is_same_v<Chunk, std::string>) {
    if (!whole) whole.emplace();
  }
  if (!whole) throw Error(ErrorCode::bad_response, "a stream ended without anything in it");
  co_return *std::move(whole);
}

}  // namespace baton::inline v0
