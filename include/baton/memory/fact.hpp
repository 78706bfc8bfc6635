#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// Where a fact comes from.
struct FactSource {
  std::string conversation;  ///< as `FactMemory::learn` was told
  std::string quote;         ///< the words of the conversation, found there by us and not only by the model
  std::string role;          ///< who said them: "user", "assistant" or "tool"
  std::string model;         ///< which read them
  std::chrono::system_clock::time_point at;
  bool operator==(const FactSource&) const = default;
};

/// Something that is known of a user.
struct Fact {
  std::string text;                               ///< one sentence
  double importance = 0.5;                        ///< 0 to 1, as the model judged
  std::chrono::system_clock::time_point learned;  ///< first
  std::chrono::system_clock::time_point confirmed;  ///< said last
  std::int64_t mentions = 1;
  std::vector<FactSource> sources;  ///< oldest first
  std::string embedder;             ///< the name of whose vector it is
  Embedding vector;
  bool operator==(const Fact&) const = default;
};

/// A fact as it was from `revision` on; without a fact it was removed then.
struct FactVersion {
  std::int64_t id = 0;
  std::int64_t revision = 0;
  std::chrono::system_clock::time_point at;
  std::optional<Fact> fact;
};

}  // namespace baton::inline v0
