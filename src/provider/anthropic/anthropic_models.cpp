#include <array>

#include <baton/provider/anthropic.hpp>

namespace baton::inline v0 {
namespace {

enum class Thinks : std::uint8_t {
  never,
  by_budget,      ///< when `thinking.type` is "enabled"
  when_asked,     ///< when `thinking.type` is "adaptive"
  unless_off,     ///< by default; "disabled" turns it off
  between_tools,  ///< by default; "between_tools" is the least
  always,
};

enum Lacks : unsigned {
  nothing = 0,
  forced_tools = 1,
  sampling = 2,
  prefill = 4,
  schema = 8,
  xhigh = 16
};

/// The first row whose name begins the model's name counts, so longer names stand before shorter
/// ones.
struct ModelRow {
  std::string_view name;
  Thinks thinks;
  unsigned lacks;
  std::int64_t max_output_tokens;  ///< 0: not documented
};

// Sources, all below https://platform.claude.com/docs/en: models/opus-5-5/migration-guide,
// models/sonnet-5-5/migration-guide, models/fable-5/migration-guide, models/opus-5/migration-guide,
// build-with-claude/thinking-troubleshooting, build-with-claude/effort, models/opus-5-5/overview;
// and for structured outputs Google Cloud's page on Claude ("all Claude 4.5 and later models").
constexpr std::array rows = {
    ModelRow{"claude-fable-5-1", Thinks::always, forced_tools | sampling | prefill, 128'000},
    ModelRow{"claude-mythos-5-1", Thinks::always, forced_tools | sampling | prefill, 128'000},
    ModelRow{"claude-fable-5", Thinks::always, sampling | prefill, 0},
    ModelRow{"claude-mythos-5", Thinks::always, sampling | prefill, 0},
    ModelRow{"claude-opus-5-5", Thinks::always, forced_tools | sampling | prefill, 128'000},
    ModelRow{"claude-sonnet-5-5", Thinks::between_tools, forced_tools | sampling | prefill,
             128'000},
    ModelRow{"claude-haiku-5-5", Thinks::unless_off, sampling | prefill, 128'000},
    ModelRow{"claude-opus-5", Thinks::unless_off, sampling | prefill, 128'000},
    ModelRow{"claude-sonnet-5", Thinks::unless_off, sampling, 128'000},
    ModelRow{"claude-opus-4-8", Thinks::when_asked, sampling | prefill, 128'000},
    ModelRow{"claude-opus-4-7", Thinks::when_asked, sampling | prefill, 128'000},
    ModelRow{"claude-opus-4-6", Thinks::when_asked, prefill | xhigh, 0},
    ModelRow{"claude-sonnet-4-6", Thinks::when_asked, xhigh, 0},
    ModelRow{"claude-opus-4-5", Thinks::by_budget, nothing, 0},
    ModelRow{"claude-sonnet-4-5", Thinks::by_budget, nothing, 0},
    ModelRow{"claude-haiku-4-5", Thinks::by_budget, nothing, 64'000},
    ModelRow{"claude-opus-4", Thinks::by_budget, schema, 0},
    ModelRow{"claude-sonnet-4", Thinks::by_budget, schema, 0},
    ModelRow{"claude-3-7", Thinks::by_budget, schema, 0},
    ModelRow{"claude-3", Thinks::never, schema, 0},
    ModelRow{"", Thinks::when_asked, nothing, 0},
};

std::vector<std::string> efforts_of(const ModelRow& row) {
  if (row.thinks == Thinks::by_budget) return {"minimal", "low", "medium", "high"};
  if ((row.lacks & xhigh) != 0) return {"low", "medium", "high", "max"};
  return {"low", "medium", "high", "xhigh", "max"};
}

Capabilities::Thinking thinking_of(Thinks thinks) {
  if (thinks == Thinks::never) return Capabilities::Thinking::none;
  return thinks == Thinks::by_budget ? Capabilities::Thinking::budget
                                     : Capabilities::Thinking::effort;
}

AnthropicProfile profile_of(const ModelRow& row) {
  AnthropicProfile profile;
  Capabilities& can = profile.can;
  can.forced_tools = (row.lacks & forced_tools) == 0;
  can.sampling = (row.lacks & sampling) == 0;
  can.prefill = (row.lacks & prefill) == 0;
  can.seed = false;
  can.logprobs = false;
  can.json = Capabilities::Output::by_prompt;
  if ((row.lacks & schema) != 0) can.schema = Capabilities::Output::by_tool;
  can.thinking = thinking_of(row.thinks);
  can.thinking_off = row.thinks != Thinks::always;
  can.efforts = efforts_of(row);
  can.max_output_tokens = row.max_output_tokens;
  if (row.thinks == Thinks::unless_off) profile.thinking_off = "disabled";
  if (row.thinks == Thinks::between_tools) profile.thinking_off = "between_tools";
  return profile;
}

}  // namespace

AnthropicProfile anthropic_profile(std::string_view model) {
  for (const ModelRow& row : rows) {
    if (model.starts_with(row.name)) return profile_of(row);
  }
  return {};
}

}  // namespace baton::inline v0
