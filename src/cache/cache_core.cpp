#include "cache/cache_core.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/trace.hpp>

#include "cache/cache_key.hpp"
#include "cache/cache_policy.hpp"

namespace baton::inline v0 {
namespace {

void set_attribute(const Context& context, std::string_view key, std::string_view value) noexcept {
  if (context.tracer() != nullptr && context.span() != 0) {
    context.tracer()->attribute(context.span(), key, value);
  }
}

/// The text of a last user message that is short and all text; empty otherwise.
std::string question_of(const ChatRequest& request, const SemanticOptions& semantic) {
  if (!semantic.embedder || request.messages.empty()) return {};
  const Message& last = request.messages.back();
  const bool only_text = std::all_of(last.parts.begin(), last.parts.end(),
                                     [](const Part& part) { return std::holds_alternative<Text>(part); });
  if (last.role != Role::user || !only_text) return {};
  std::string question = last.text();
  return question.size() <= semantic.max_question_bytes ? question : std::string();
}

/// All numbers of a text: embedders hardly see them, and they make it another question.
std::string numbers_of(std::string_view question) {
  std::string numbers;
  bool inside = false;
  for (const char c : question) {
    const bool digit = c >= '0' && c <= '9';
    if (digit) numbers += c;
    if (inside && !digit) numbers += ' ';
    inside = digit;
  }
  return numbers;
}

/// Everything of a request but its question.
std::string frame_of(ChatRequest request) {
  request.messages.back().parts.clear();
  return canonical(request).value_or(std::string());
}

}  // namespace

void warn_of_cache(const Context& context, const Error& error) noexcept {
  set_attribute(context, "baton.cache.warning", error.message());
}

void note_cache(const Context& context, std::string_view what) noexcept {
  set_attribute(context, "baton.cache", what);
}

std::optional<RequestName> name_of(const CacheCore& core, const ChatRequest& request, const Context& context) {
  // First, so that a forgotten tenant is noticed with the first request of any kind.
  const std::string scope = cache_scope(core.options, core.store->shared(), context);
  if (!may_answer_from_cache(request, core.options)) return std::nullopt;
  const auto text = canonical(request);
  if (!text) return std::nullopt;
  RequestName name;
  name.key = digest_of({"answer", scope, core.inner.name(), core.endpoint, *text});
  name.question = question_of(request, core.options.semantic);
  if (!name.question.empty()) {
    name.partition = digest_of({"questions", scope, core.inner.name(), core.endpoint, frame_of(request),
                                core.options.semantic.embedder->name(), numbers_of(name.question)});
  }
  return name;
}

Task<std::optional<CacheEntry>> find_entry(std::shared_ptr<const CacheCore> core, std::string key,
                                           bool with_deltas, Context context) {
  try {
    const auto bytes = co_await core->store->get(key, context);
    if (bytes) co_return read_entry(*bytes, with_deltas);
  } catch (...) {
    warn_of_cache(context, current_error());
  }
  co_return std::nullopt;
}

Task<bool> keep_entry(std::shared_ptr<const CacheCore> core, std::string key,
                      std::shared_ptr<const ChatResponse> response, std::vector<ChatEvent> deltas,
                      Context context) {
  if (!may_keep(*response, core->options)) co_return false;
  try {
    auto bytes = write_entry(*response, deltas, core->options.max_entry_bytes);
    if (!bytes) co_return false;
    co_await core->store->put(std::move(key), *std::move(bytes), core->options.time_to_live, context);
    co_return true;
  } catch (...) {
    warn_of_cache(context, current_error());
  }
  co_return false;
}

}  // namespace baton::inline v0
