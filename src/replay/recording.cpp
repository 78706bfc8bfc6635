#include "replay/recording.hpp"

#include <utility>

#include "replay/answer_lines.hpp"
#include "replay/cassette_text.hpp"

namespace baton::inline v0::detail {
namespace {

/// Whether a call ended because its caller wanted no more of it, which is not the vendor's answer.
bool stopped_by_caller(const Error& error, const Context& context) {
  if (error.code() == ErrorCode::cancelled) return true;
  return error.code() == ErrorCode::deadline_exceeded && context.has_deadline() &&
         Context::Clock::now() >= context.deadline();
}

}  // namespace

Recording::Recording(std::shared_ptr<Tape> tape, Ask ask)
    : tape_(std::move(tape)), interaction_(unanswered(std::move(ask))) {}

Recording::~Recording() {
  if (ended_) return;
  interaction_.stopped = true;
  try {
    end();
  } catch (...) {
    tape_->writer->fail(current_error());
  }
}

std::chrono::milliseconds Recording::now() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start_);
}

void Recording::add(const ChatEvent& event) {
  std::get<ChatAnswer>(interaction_.answer).events.push_back({now(), event});
  if (std::holds_alternative<ChatEnd>(event)) end();
}

void Recording::set_vectors(const std::vector<Embedding>& vectors, std::size_t dimensions) {
  interaction_.answer = EmbeddingAnswer{vectors, dimensions};
  end();
}

void Recording::set_ranking(const std::vector<Ranked>& ranking) {
  interaction_.answer = RerankAnswer{ranking};
  end();
}

void Recording::fail(const Context& context) {
  if (ended_) return;
  Error error = current_error();
  interaction_.stopped = stopped_by_caller(error, context);
  if (!interaction_.stopped) interaction_.failure = std::move(error);
  end();
}

void Recording::end() {
  ended_ = true;
  interaction_.ended = now();
  const auto& options = tape_->options;
  if (auto* chat = std::get_if<ChatAnswer>(&interaction_.answer)) join_redacted(*chat, options.redact);
  try {
    tape_->writer->append(cassette_text(interaction_, options.redact, options.limits));
  } catch (const Error& error) {
    tape_->writer->fail(error);
    throw;
  }
}

}  // namespace baton::inline v0::detail
