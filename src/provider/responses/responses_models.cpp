#include <array>

#include <baton/provider/openai_responses.hpp>

namespace baton::inline v0 {
namespace {

enum Limit : unsigned {
  unlimited = 0,
  no_thinking = 1,   ///< refuses `reasoning` and encrypted reasoning
  responses_no_sampling = 2,   ///< refuses temperature, top_p and logprobs at any effort
  always_thinks = 4, ///< has no effort "none"
  only_high = 8,
  cached = 16,       ///< has cache breakpoints
};

struct ResponsesModelRow {
  std::string_view name;
  unsigned limits;
};

// The first row whose name begins the model's name counts. Sources: OpenAI's guides "Using the latest
// model" (older GPT-5 models refuse temperature, top_p and logprobs; newer ones take them at the effort
// none) and "Reasoning"; its Python SDK, shared/reasoning.py (models before gpt-5.1 do not support none,
// gpt-5-pro only supports high; reasoning is for gpt-5 and o-series models) and response_create_params.py
// (cache breakpoints: gpt-5.6 and later).
constexpr std::array responses_rows = {
    ResponsesModelRow{"gpt-5.6", cached},
    ResponsesModelRow{"gpt-5.", unlimited},
    ResponsesModelRow{"gpt-5-chat", no_thinking},
    ResponsesModelRow{"gpt-5-pro", responses_no_sampling | always_thinks | only_high},
    ResponsesModelRow{"gpt-5", responses_no_sampling | always_thinks},
    ResponsesModelRow{"o1", responses_no_sampling | always_thinks},
    ResponsesModelRow{"o3", responses_no_sampling | always_thinks},
    ResponsesModelRow{"o4", responses_no_sampling | always_thinks},
    ResponsesModelRow{"gpt-4", no_thinking},
    ResponsesModelRow{"gpt-3", no_thinking},
    ResponsesModelRow{"chatgpt-4o", no_thinking},
    ResponsesModelRow{"", unlimited},
};

OpenAiResponsesProfile responses_profile_of(unsigned limits) {
  OpenAiResponsesProfile profile;
  Capabilities& can = profile.can;
  can.stop = false;
  can.seed = false;
  can.sampling = (limits & responses_no_sampling) == 0;
  can.logprobs = can.sampling;
  if ((limits & no_thinking) != 0) can.thinking = Capabilities::Thinking::none;
  can.thinking_off = (limits & always_thinks) == 0;
  if ((limits & only_high) != 0) can.efforts = {"high"};
  profile.cache_marks = (limits & cached) != 0;
  return profile;
}

}  // namespace

OpenAiResponsesProfile openai_responses_profile(std::string_view model) {
  for (const auto& row : responses_rows) {
    if (model.starts_with(row.name)) return responses_profile_of(row.limits);
  }
  return {};
}

}  // namespace baton::inline v0
