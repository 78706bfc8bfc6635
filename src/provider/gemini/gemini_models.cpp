#include <array>
#include <cstdint>

#include <baton/provider/gemini.hpp>

namespace baton::inline v0 {
namespace {

/// How a model is told how much to think.
enum class GeminiThinks : std::uint8_t {
  by_budget,      ///< `thinkingBudget`, which may be 0
  by_budget_always,
  low_and_high,   ///< `thinkingLevel`, as the rest
  from_low,
  from_low_to_xhigh,
  from_minimal,
  at_any_level,   ///< the levels are not documented
};

enum GeminiLacks : unsigned {
  nothing_lacking = 0,
  no_sampling = 1,
  no_prefill = 2,
  no_format_with_tools = 4,
  unsigned_calls = 8
};

/// The first row whose name begins the model's name counts, so longer names stand before shorter ones.
struct GeminiRow {
  std::string_view name;
  GeminiThinks thinks;
  unsigned lacks;
  std::int64_t max_output_tokens;  ///< 0: not documented
};

// Sources: below https://docs.cloud.google.com/gemini-enterprise-agent-platform/models the guides to
// Gemini 4 Argon, Gemini 4 Hydrogen, 3.8 Flash and 3.5 Flash with their tables of levels, and the
// model page of 3.5 Flash-Lite, which first refused sampling and model turns at the end, as 3.6 Flash
// and all later models do; below https://ai.google.dev/gemini-api/docs "thinking" with the budgets of
// 2.5, "structured-output" ("with tools": from Gemini 3 on), and "thought-signatures".
constexpr std::array gemini_rows = {
    GeminiRow{"gemini-4-hydrogen", GeminiThinks::from_low_to_xhigh, no_sampling | no_prefill, 1'048'576},
    GeminiRow{"gemini-4-argon", GeminiThinks::from_low, no_sampling | no_prefill, 1'048'576},
    GeminiRow{"gemini-4", GeminiThinks::at_any_level, no_sampling | no_prefill, 0},
    GeminiRow{"gemini-3.8-flash", GeminiThinks::from_low, no_sampling | no_prefill, 65'536},
    GeminiRow{"gemini-3.7-flash", GeminiThinks::from_low, no_sampling | no_prefill, 65'536},
    GeminiRow{"gemini-3.6-flash", GeminiThinks::at_any_level, no_sampling | no_prefill, 0},
    GeminiRow{"gemini-3.5-flash-lite", GeminiThinks::from_minimal, no_sampling | no_prefill, 65'536},
    GeminiRow{"gemini-3.5-flash", GeminiThinks::from_minimal, nothing_lacking, 65'536},
    GeminiRow{"gemini-3.1-pro", GeminiThinks::from_low, nothing_lacking, 65'536},
    GeminiRow{"gemini-3.1-flash-lite", GeminiThinks::from_minimal, nothing_lacking, 65'536},
    GeminiRow{"gemini-3-pro", GeminiThinks::low_and_high, nothing_lacking, 0},
    GeminiRow{"gemini-3-flash", GeminiThinks::from_minimal, nothing_lacking, 65'536},
    GeminiRow{"gemini-2.5-pro", GeminiThinks::by_budget_always, no_format_with_tools | unsigned_calls, 65'536},
    GeminiRow{"gemini-2.5", GeminiThinks::by_budget, no_format_with_tools | unsigned_calls, 65'536},
    GeminiRow{"gemma", GeminiThinks::at_any_level, unsigned_calls, 0},
    GeminiRow{"", GeminiThinks::at_any_level, nothing_lacking, 0},
};

std::vector<std::string> gemini_efforts(GeminiThinks thinks) {
  switch (thinks) {
    case GeminiThinks::low_and_high: return {"low", "high"};
    case GeminiThinks::from_low: return {"low", "medium", "high"};
    case GeminiThinks::from_low_to_xhigh: return {"low", "medium", "high", "xhigh"};
    case GeminiThinks::at_any_level: return {};
    default: return {"minimal", "low", "medium", "high"};
  }
}

GeminiProfile gemini_profile_of(const GeminiRow& row) {
  const bool budget = row.thinks == GeminiThinks::by_budget || row.thinks == GeminiThinks::by_budget_always;
  GeminiProfile profile;
  profile.can.sampling = (row.lacks & no_sampling) == 0;
  profile.can.prefill = (row.lacks & no_prefill) == 0;
  profile.can.thinking = budget ? Capabilities::Thinking::budget : Capabilities::Thinking::effort;
  profile.can.thinking_off = row.thinks == GeminiThinks::by_budget;
  profile.can.efforts = gemini_efforts(row.thinks);
  profile.can.max_output_tokens = row.max_output_tokens;
  profile.format_with_tools = (row.lacks & no_format_with_tools) == 0;
  profile.signed_calls = (row.lacks & unsigned_calls) == 0;
  return profile;
}

}  // namespace

GeminiProfile gemini_profile(std::string_view model) {
  if (const auto slash = model.rfind('/'); slash != std::string_view::npos) model.remove_prefix(slash + 1);
  for (const GeminiRow& row : gemini_rows) {
    if (model.starts_with(row.name)) return gemini_profile_of(row);
  }
  return {};
}

}  // namespace baton::inline v0
