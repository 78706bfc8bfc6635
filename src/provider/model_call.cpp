#include <baton/provider/model_call.hpp>

#include <string_view>
#include <utility>

#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

void describe(Span& span, std::string_view vendor, std::string_view model,
              const ChatOptions& options) {
  span.set("gen_ai.operation.name", std::string_view("chat"));
  span.set("gen_ai.provider.name", vendor);
  span.set("gen_ai.request.model", model);
  if (options.temperature) span.set("gen_ai.request.temperature", *options.temperature);
  if (options.top_p) span.set("gen_ai.request.top_p", *options.top_p);
  if (options.max_tokens) span.set("gen_ai.request.max_tokens", *options.max_tokens);
  if (options.seed) span.set("gen_ai.request.seed", *options.seed);
}

std::string_view vendor_of(std::string_view name) { return name.substr(0, name.find('/')); }

std::string_view model_of(std::string_view name) {
  const auto slash = name.find('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

}  // namespace

ModelCall::ModelCall(std::string_view name, const ChatModel& chat, ChatRequest& request,
                     const Context& context)
    : span_(chat.delegates() ? SpanKind::step : SpanKind::model,
            context.tracer() != nullptr ? "chat " + std::string(model_of(name)) : std::string(), context),
      name_(name),
      delegates_(chat.delegates()) {
  if (span_.on() && !delegates_) describe(span_, vendor_of(name), model_of(name), request.options);
  try {
    context.check();
    reserve(request, context);
  } catch (const Error& error) {
    span_.fail(error);
    throw;
  }
}

void ModelCall::reserve(ChatRequest& request, const Context& context) {
  if (context.budget() == nullptr || delegates_) return;
  if (!request.options.max_tokens) request.options.max_tokens = budgeted_output_tokens;
  reserved_ = worst_case(request);
  context.budget()->reserve(name_, reserved_);
  budget_ = context.budget();
}

ModelCall::~ModelCall() {
  if (budget_ == nullptr) return;
  if (!ended_ && streamed_bytes_ > 0) {
    // A broken stream carries no usage, but the vendor bills what it generated.
    actual_.input_tokens = reserved_.input_tokens;
    actual_.output_tokens = static_cast<std::int64_t>(streamed_bytes_ / 4 + 1);
  }
  budget_->settle(name_, reserved_, actual_);
}

void ModelCall::saw(const ChatEvent& event) noexcept {
  if (const auto* text = std::get_if<TextDelta>(&event)) {
    streamed_bytes_ += text->text.size();
  } else if (const auto* reasoning = std::get_if<ReasoningDelta>(&event)) {
    streamed_bytes_ += reasoning->text.size();
  } else if (const auto* call = std::get_if<ToolCallDelta>(&event)) {
    streamed_bytes_ += call->arguments.size();
  } else if (const auto& end = std::get<ChatEnd>(event); end.response) {
    succeeded(*end.response);
  }
}

void ModelCall::succeeded(const ChatResponse& response) noexcept {
  ended_ = true;
  actual_.input_tokens = response.usage.input_tokens;
  actual_.output_tokens = response.usage.output_tokens;
  actual_.cached_tokens = response.usage.cached_tokens;
  actual_.cache_write_tokens = response.usage.cache_write_tokens;
  actual_.cache_write_hour_tokens = response.usage.cache_write_hour_tokens;
  if (!span_.on()) return;
  span_.set("gen_ai.response.id", std::string_view(response.id));
  span_.set("gen_ai.response.model", std::string_view(response.model));
  span_.set("gen_ai.response.finish_reasons", to_string(response.finish_reason));
  if (delegates_) return;  // or the tokens would be counted twice
  span_.set("gen_ai.usage.input_tokens", response.usage.input_tokens);
  span_.set("gen_ai.usage.output_tokens", response.usage.output_tokens);
}

Error ModelCall::failed() noexcept {
  Error error = current_error();
  const std::string vendor(vendor_of(name_));
  if (error.provider().empty()) error = error.with_provider(vendor);
  if (error.path().empty()) error = error.within(vendor);
  span_.set("error.type", to_string(error.code()));
  span_.fail(error);
  return error;
}

}  // namespace baton::inline v0::detail
