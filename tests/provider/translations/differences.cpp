#include "provider/translations/differences.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace baton::test {
namespace {

using nlohmann::json;

const json* at(const json* object, const std::string& name) {
  if (object == nullptr || !object->is_object() || !object->contains(name)) return nullptr;
  return &(*object)[name];
}

bool same(const json* found, const std::optional<json>& known) {
  if (found == nullptr || !known) return found == nullptr && !known;
  return *known == *found || (*known == "*" && found->is_string());
}

std::string_view cut_step(std::string_view& path) {
  const std::string_view step = path.substr(0, path.find('/', 1));
  path.remove_prefix(step.size());
  return step;
}

bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = cut_step(pattern);
    const std::string_view step = cut_step(path);
    if (wanted != "/*" && wanted != step) return false;
  }
  return pattern.empty() && path.empty();
}

struct Comparison {
  const std::vector<Difference>& known;
  Compared result{};

  bool explained(const std::string& path, const json* ours, const json* theirs) {
    for (std::size_t index = 0; index < known.size(); ++index) {
      const Difference& one = known[index];
      if (!one.our_name.empty() || !matches(one.path, path)) continue;
      if (!same(ours, one.ours) || !same(theirs, one.theirs)) continue;
      ++result.found[index];
      return true;
    }
    return false;
  }

  /// Gives members that are known to be called differently our names.
  json renamed(const std::string& path, const json& ours, json theirs) {
    for (std::size_t index = 0; index < known.size(); ++index) {
      const Difference& one = known[index];
      if (one.our_name.empty() || !matches(one.path, path)) continue;
      if (!ours.contains(one.our_name) || ours.contains(one.their_name)) continue;
      if (!theirs.contains(one.their_name) || theirs.contains(one.our_name)) continue;
      theirs[one.our_name] = theirs[one.their_name];
      theirs.erase(one.their_name);
      ++result.found[index];
    }
    return theirs;
  }

  void objects(const std::string& path, const json& ours, const json& given) {
    const json theirs = renamed(path, ours, given);
    std::set<std::string> names;
    for (const json* side : {&ours, &theirs}) {
      for (const auto& member : side->items()) names.insert(member.key());
    }
    for (const auto& name : names) values(path + "/" + name, at(&ours, name), at(&theirs, name));
  }

  void values(const std::string& path, const json* ours, const json* theirs) {
    const bool both = ours != nullptr && theirs != nullptr;
    if ((both && *ours == *theirs) || explained(path, ours, theirs)) return;
    if (both && ours->is_object() && theirs->is_object()) return objects(path, *ours, *theirs);
    if (both && ours->is_array() && theirs->is_array() && ours->size() == theirs->size()) {
      for (std::size_t index = 0; index < ours->size(); ++index) {
        values(path + "/" + std::to_string(index), &(*ours)[index], &(*theirs)[index]);
      }
      return;
    }
    json entry = {{"path", path}};
    if (ours != nullptr) entry["ours"] = *ours;
    if (theirs != nullptr) entry["theirs"] = *theirs;
    result.unexplained.push_back(entry.dump());
  }
};

}  // namespace

Difference difference_from(const json& entry) {
  Difference one;
  one.path = entry.at("path").get<std::string>();
  if (entry.contains("ours")) one.ours = entry["ours"];
  if (entry.contains("theirs")) one.theirs = entry["theirs"];
  one.our_name = entry.value("our_name", std::string());
  one.their_name = entry.value("their_name", std::string());
  one.reason = entry.at("reason").get<std::string>();
  one.source = entry.at("source").get<std::string>();
  return one;
}

Compared compare(const json& ours, const json& theirs, const std::vector<Difference>& known) {
  Comparison comparison{.known = known};
  comparison.result.found.resize(known.size());
  comparison.values("", &ours, &theirs);
  return std::move(comparison.result);
}

}  // namespace baton::test
