#include <baton/memory/summary_memory.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

#include <baton/core/text.hpp>

#include "core/is_stop.hpp"
#include "memory/busy.hpp"
#include "memory/transcript.hpp"
#include "memory/window.hpp"

namespace baton::inline v0 {
namespace {

// How far the messages may grow while the model fails.
constexpr std::size_t growth = 4;
// What one request reads at least, when there is as much: small pieces would cost more calls.
constexpr std::size_t piece_tokens = 4'000;

/// A beginning of the conversation that is to become part of the summary.
struct SummaryPiece {
  std::size_t messages = 0;
  std::uint64_t epoch = 0;
  ChatRequest request;
};

bool ends_turn(const Message& message) {
  return message.role == Role::assistant && message.tool_calls().empty();
}

ChatRequest summary_request(const std::string& instructions, const std::string& summary,
                            const std::vector<Message>& messages) {
  ChatRequest request;
  request.messages = {Message::system(instructions),
                      Message::user("Summary so far:\n" + (summary.empty() ? "(none)" : summary) +
                                    "\n\nNew messages, one JSON object a line:\n" + transcript(messages))};
  return request;
}

std::string summary_in(const ChatResponse& response, std::size_t most) {
  std::string text = response.text();
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) {
    throw Error(ErrorCode::model_output_invalid, "the model gave an empty summary: try another model");
  }
  text = text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
  text.resize(utf8_floor(text, most));
  return text;
}

}  // namespace

struct SummaryMemory::Impl {
  Impl(Model given, SummaryOptions with) : model(std::move(given)), options(std::move(with)) {}

  void take_in(std::vector<Message> messages) {
    const std::lock_guard lock(mutex);
    for (Message& message : messages) {
      (message.role == Role::system ? system : talk).push_back(std::move(message));
    }
  }
  [[nodiscard]] std::size_t tokens() const;
  [[nodiscard]] std::size_t end_of_old(const std::vector<MessageGroup>& groups) const;
  [[nodiscard]] std::optional<SummaryPiece> next_piece() const;
  void finish(const SummaryPiece& piece, std::string text);
  /// Whether there is no more room for messages that wait for a better moment.
  [[nodiscard]] bool is_full() const;
  /// Summarises as long as there is more to be than should stay.
  [[nodiscard]] Task<void> summarise(Context context);

  const Model model;
  const SummaryOptions options;
  std::atomic<bool> busy = false;
  mutable std::mutex mutex;
  std::vector<Message> system;
  std::vector<Message> talk;
  std::string summary;
  std::optional<Error> failure;
  std::uint64_t epoch = 0;  // of the last `clear`
};

std::size_t SummaryMemory::Impl::tokens() const {
  std::size_t sum = 0;
  for (const Message& message : talk) sum += options.count(message);
  return sum;
}

/// The group up to which everything may be summarised.
std::size_t SummaryMemory::Impl::end_of_old(const std::vector<MessageGroup>& groups) const {
  std::size_t end = start_of_window(talk, groups, options.keep_tokens, options.count);
  if (ends_turn(talk.back())) return end;
  for (std::size_t i = groups.size(); i > 0; --i) {
    if (groups[i - 1].opens_turn) return std::min(end, i - 1);
  }
  return std::min(end, groups.size() - 1);
}

std::optional<SummaryPiece> SummaryMemory::Impl::next_piece() const {
  const std::lock_guard lock(mutex);
  if (talk.empty() || tokens() <= options.max_tokens) return std::nullopt;
  const auto groups = group_messages(talk);
  const std::size_t end = end_of_old(groups);
  SummaryPiece piece{.messages = 0, .epoch = epoch, .request = {}};
  // One request reads about as much as the memory holds, and at least one group.
  const std::size_t most = std::max(options.max_tokens, piece_tokens);
  std::size_t spent = 0;
  for (std::size_t i = 0; i < end; ++i) {
    spent += group_tokens(talk, groups[i], options.count);
    if (i > 0 && spent > most) break;
    piece.messages = groups[i].end;
  }
  if (piece.messages == 0) return std::nullopt;
  const auto last = talk.begin() + static_cast<std::ptrdiff_t>(piece.messages);
  piece.request = summary_request(options.instructions, summary, {talk.begin(), last});
  return piece;
}

void SummaryMemory::Impl::finish(const SummaryPiece& piece, std::string text) {
  const std::lock_guard lock(mutex);
  if (epoch != piece.epoch) return;
  talk.erase(talk.begin(), talk.begin() + static_cast<std::ptrdiff_t>(piece.messages));
  summary = std::move(text);
  failure.reset();
}

bool SummaryMemory::Impl::is_full() const {
  const std::lock_guard lock(mutex);
  return tokens() / growth > options.max_tokens;
}

Task<void> SummaryMemory::Impl::summarise(Context context) {
  while (const auto piece = next_piece()) {
    try {
      const ChatResponse response = co_await model.complete(piece->request, context);
      finish(*piece, summary_in(response, options.max_summary_bytes));
    } catch (const Error& error) {
      if (is_stop(error)) throw;
      const std::lock_guard lock(mutex);
      failure = error;
      co_return;
    }
  }
}

SummaryMemory::SummaryMemory(Model model, SummaryOptions options) {
  require_counter(options.count, "SummaryOptions::count");
  if (options.keep_tokens > options.max_tokens) {
    throw Error(ErrorCode::invalid_argument, "SummaryOptions::keep_tokens must be at most max_tokens");
  }
  impl_ = std::make_unique<Impl>(std::move(model), std::move(options));
}
SummaryMemory::~SummaryMemory() = default;

Task<std::vector<Message>> SummaryMemory::load(Context context) const {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  std::vector<Message> result = impl_->system;
  if (!impl_->summary.empty()) {
    result.push_back(Message::user("Summary of the conversation so far:\n" + impl_->summary));
  }
  append(result, messages_from(impl_->talk, group_messages(impl_->talk), 0));
  co_return result;
}

Task<void> SummaryMemory::add(std::vector<Message> messages, Context context) {
  context.check();
  const Busy busy(impl_->busy);
  if (busy.mine() && impl_->is_full()) {
    co_await impl_->summarise(context);
    if (const auto why = failure(); why && impl_->is_full()) throw *why;
  }
  impl_->take_in(std::move(messages));
  if (busy.mine()) co_await impl_->summarise(context);
}

void SummaryMemory::clear() {
  const std::lock_guard lock(impl_->mutex);
  impl_->system.clear();
  impl_->talk.clear();
  impl_->summary.clear();
  impl_->failure.reset();
  ++impl_->epoch;
}

std::string SummaryMemory::summary() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->summary;
}

std::optional<Error> SummaryMemory::failure() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->failure;
}

}  // namespace baton::inline v0
