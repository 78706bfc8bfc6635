#include "provider/openai/openai_stream_parts.hpp"

#include <algorithm>
#include <string_view>

#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

void OpenAiCallIndex::place(ToolCallDelta& delta) {
  const auto same = [&](const Slot& slot) { return slot.wire_index == delta.index; };
  const auto last = std::find_if(slots_.rbegin(), slots_.rend(), same);
  const bool another = last != slots_.rend() && !delta.id.empty() && !last->id.empty() &&
                       delta.id != last->id && !delta.name.empty();
  if (last == slots_.rend() || another) {
    slots_.push_back({delta.index, delta.id});
    delta.index = slots_.size() - 1;
    return;
  }
  if (last->id.empty()) {
    last->id = delta.id;
  } else {
    delta.id.clear();
  }
  delta.index = static_cast<std::size_t>(slots_.rend() - last) - 1;
}

void OpenAiReasoningDetails::add(const json& fragments) {
  for (const auto& fragment : fragments) {
    if (!fragment.is_object()) continue;
    const bool goes_on = !blocks_.empty() && fragment.contains("index") &&
                         blocks_.back().value("index", json()) == fragment["index"] &&
                         blocks_.back().value("type", json()) == fragment.value("type", json());
    if (!goes_on) {
      blocks_.push_back(fragment);
      continue;
    }
    for (const auto& [key, value] : fragment.items()) {
      const bool appended = key == "text" || key == "summary" || key == "data";
      json& mine = blocks_.back()[key];
      if (appended && value.is_string() && mine.is_string()) {
        mine.get_ref<std::string&>() += value.get_ref<const std::string&>();
      } else if (!value.is_null()) {
        mine = value;
      }
    }
  }
}

std::string OpenAiReasoningDetails::text() const { return json(blocks_).dump(); }

}  // namespace baton::inline v0::detail
