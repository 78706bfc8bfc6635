#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/eval/generate.hpp>

namespace baton::inline v0 {
namespace {

using nlohmann::json;

std::string line_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }

json said_by(const char* role, std::string_view text) { return {{"role", role}, {"content", text}}; }

}  // namespace

std::string fine_tuning_jsonl(const Dataset& dataset, std::string_view system_prompt) {
  std::string out;
  for (const auto& one : dataset.cases) {
    if (one.answer.empty()) continue;
    json messages = json::array();
    if (!system_prompt.empty()) messages.push_back(said_by("system", system_prompt));
    messages.push_back(said_by("user", one.question));
    messages.push_back(said_by("assistant", one.answer));
    out += line_of({{"messages", std::move(messages)}});
  }
  return out;
}

std::string embedding_pairs_jsonl(const Dataset& dataset, std::span<const Chunk> chunks) {
  std::multimap<std::string_view, const Chunk*> by_source;
  for (const auto& chunk : chunks) by_source.emplace(chunk.source, &chunk);
  std::string out;
  for (const auto& one : dataset.cases) {
    for (const auto& relevant : one.relevant) {
      if (relevant.grade <= 0) continue;
      const auto [first, last] = by_source.equal_range(relevant.source);
      for (auto it = first; it != last; ++it) out += line_of({{"anchor", one.question}, {"positive", it->second->text}});
    }
  }
  return out;
}

}  // namespace baton::inline v0
