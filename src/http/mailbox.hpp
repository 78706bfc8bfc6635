#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/completion.hpp>
#include <baton/core/error.hpp>
#include <baton/http/http.hpp>

namespace baton::inline v0 {

/// Where the loop puts what arrived and one reader, on any thread, takes it: a reader that finds
/// something waiting does not change threads at all.
class Mailbox {
 public:
  enum class Need { head, data, end };
  /// Blocks of one size leave no holes in memory behind, and are still in the cache when they are read.
  static constexpr std::size_t most_block = std::size_t{16} << 10;

  /// `unread` counts the bytes that wait in all mailboxes of an engine, which outlives it.
  explicit Mailbox(std::atomic<std::size_t>& unread) noexcept : unread_(unread) {}
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox() { unread_ -= size_; }

  // The loop's side.
  void put_head(HttpHead head);
  /// Takes the bytes out of `data`, at most a block; returns how many now wait.
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
    bool was_paused;    ///< nothing waits any more, and the transfer waits to be resumed
  };
  /// The next block; throws the failure once all have been taken.
  [[nodiscard]] Block take_data();
  [[nodiscard]] bool ended();

 private:
  [[nodiscard]] bool has(Need need) const noexcept;

  std::atomic<std::size_t>& unread_;
  std::mutex mutex_;
  HttpHead head_;
  std::vector<std::string> blocks_;
  std::size_t taken_ = 0;  // of the blocks
  std::size_t size_ = 0;   // of those that are left, in bytes
  std::optional<Error> failure_;
  std::optional<Completion<std::monostate>> arrival_;
  Need need_ = Need::head;
  bool has_head_ = false;
  bool ended_ = false;
  bool paused_ = false;
  bool waiting_ = false;
};

}  // namespace baton::inline v0
