#include "cache/cache_policy.hpp"

namespace baton::inline v0 {
namespace {

struct PartSize {
  std::size_t operator()(const Text& part) const { return part.text.size(); }
  std::size_t operator()(const Image& part) const { return part.url.size() + part.bytes.size(); }
  std::size_t operator()(const File& part) const { return part.bytes.size(); }
  std::size_t operator()(const ToolCall& part) const { return part.arguments.size(); }
  std::size_t operator()(const ToolResult& part) const { return part.content.size(); }
  std::size_t operator()(const Reasoning& part) const { return part.text.size() + part.raw.size(); }
};

std::size_t bytes_of(const ChatRequest& request) {
  std::size_t bytes = 0;
  for (const Message& message : request.messages) {
    for (const Part& part : message.parts) bytes += std::visit(PartSize{}, part);
  }
  return bytes;
}

bool wants_variety(const ChatOptions& asked, double max_temperature) {
  return asked.temperature && *asked.temperature > max_temperature && !asked.seed;
}

}  // namespace

bool may_answer_from_cache(const ChatRequest& request, const CacheOptions& options) {
  return request.options.cached_answers != CachedAnswers::bypass &&
         !wants_variety(request.options, options.max_temperature) &&
         bytes_of(request) <= options.max_request_bytes;
}

bool may_keep(const ChatResponse& response, const CacheOptions& options) {
  const bool ended =
      response.finish_reason == FinishReason::stop || response.finish_reason == FinishReason::tool_calls;
  const bool calls_tools = !response.message.tool_calls().empty();
  if (calls_tools && !options.tool_calls) return false;
  return ended && (calls_tools || !response.text().empty());
}

}  // namespace baton::inline v0
