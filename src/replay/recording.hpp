#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <baton/core/context.hpp>

#include "replay/interaction.hpp"
#include "replay/tape.hpp"

namespace baton::inline v0::detail {

/// One call while it is recorded. It is written when it ends; when it is destroyed before that, as one
/// that the caller stopped. Lives in the frame of the call.
class Recording {
 public:
  Recording(std::shared_ptr<Tape> tape, Ask ask);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording();

  void add(const ChatEvent& event);
  void set_vectors(const std::vector<Embedding>& vectors, std::size_t dimensions);
  void set_ranking(const std::vector<Ranked>& ranking);
  /// The call ends with the exception being handled.
  void fail(const Context& context);
  [[nodiscard]] bool ended() const noexcept { return ended_; }

 private:
  [[nodiscard]] std::chrono::milliseconds now() const;
  void end();

  std::shared_ptr<Tape> tape_;
  Interaction interaction_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool ended_ = false;
};

}  // namespace baton::inline v0::detail
