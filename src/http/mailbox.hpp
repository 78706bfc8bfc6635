#pragma once

#include <mutex>
#include <optional>
#include <string>

#include <baton/core/completion.hpp>
#include <baton/core/error.hpp>
#include <baton/http/http.hpp>

namespace baton::inline v0 {

/// Where the loop puts what arrived and one reader, on any thread, takes it: a reader that finds
/// something waiting does not change threads at all.
class Mailbox {
 public:
  enum class Need { head, data, end };

  // The loop's side.
  void put_head(HttpHead head);
  /// Takes the bytes out of `data`; returns how many now wait.
  std::size_t put_data(std::string& data);
  void put_end(std::optional<Error> failure);
  /// Remembers that the transfer was paused; false when the reader has emptied the box meanwhile.
  [[nodiscard]] bool mark_paused();
  /// Resumes the reader if what it needs is there. To be called last.
  void wake();

  // The reader's side.
  /// False when what is needed is there; true when `arrival()` must be awaited.
  [[nodiscard]] bool arm(Need need);
  [[nodiscard]] Completion<std::monostate>& arrival() noexcept { return *arrival_; }
  /// The head; throws the failure when none came.
  [[nodiscard]] HttpHead take_head();
  struct Block {
    std::string bytes;  ///< empty at the end
    bool was_paused;    ///< the transfer waits to be resumed
  };
  /// Everything that waits; throws the failure once that has been taken.
  [[nodiscard]] Block take_data();
  [[nodiscard]] bool ended();

 private:
  [[nodiscard]] bool has(Need need) const noexcept;

  std::mutex mutex_;
  HttpHead head_;
  std::string data_;
  std::optional<Error> failure_;
  std::optional<Completion<std::monostate>> arrival_;
  Need need_ = Need::head;
  bool has_head_ = false;
  bool ended_ = false;
  bool paused_ = false;
  bool waiting_ = false;
};

}  // namespace baton::inline v0
