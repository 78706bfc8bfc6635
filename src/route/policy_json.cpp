#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/route/policy.hpp>

#include "yaml/yaml.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;
using Kind = Policy::Kind;

constexpr std::array<std::pair<Kind, const char*>, 11> kinds = {{{Kind::use, "use"},
                                                                 {Kind::fallback, "fallback"},
                                                                 {Kind::weighted, "weighted"},
                                                                 {Kind::least_busy, "least_busy"},
                                                                 {Kind::fastest, "fastest"},
                                                                 {Kind::cheapest, "cheapest"},
                                                                 {Kind::sticky, "sticky"},
                                                                 {Kind::choose, "choose"},
                                                                 {Kind::canary, "canary"},
                                                                 {Kind::shadow, "shadow"},
                                                                 {Kind::hedge, "hedge"}}};

const char* name_of(Kind kind) {
  return std::find_if(kinds.begin(), kinds.end(), [&](const auto& row) { return row.first == kind; })->second;
}

/// Reads one object and remembers where in the policy it stands, for errors.
class PolicyReader {
 public:
  PolicyReader(const json& value, std::string place) : value_(value), place_(std::move(place)) {}

  [[nodiscard]] Policy read() const;

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::parse_error, "the policy at " + (place_.empty() ? "its top" : place_) + ": " + what);
  }
  [[nodiscard]] Kind kind() const;
  void read_member(Policy& policy, const std::string& key, const json& value) const;
  [[nodiscard]] std::vector<Policy> parts(const std::string& key, const json& list) const;
  [[nodiscard]] std::vector<FailureClass> failures(const json& list) const;
  [[nodiscard]] Condition condition(const json& object) const;
  [[nodiscard]] std::string text(const std::string& key, const json& value) const {
    if (!value.is_string()) refuse("'" + key + "' must be a text");
    return value.get<std::string>();
  }
  [[nodiscard]] double number(const std::string& key, const json& value) const {
    if (!value.is_number()) refuse("'" + key + "' must be a number");
    return value.get<double>();
  }
  [[nodiscard]] std::int64_t whole(const std::string& key, const json& value) const {
    if (!value.is_number_integer()) refuse("'" + key + "' must be a whole number");
    return value.get<std::int64_t>();
  }
  [[nodiscard]] bool flag(const std::string& key, const json& value) const {
    if (!value.is_boolean()) refuse("'" + key + "' must be true or false");
    return value.get<bool>();
  }

  const json& value_;
  std::string place_;
};

Kind PolicyReader::kind() const {
  std::optional<Kind> found;
  for (const auto& [kind, name] : kinds) {
    if (!value_.contains(name)) continue;
    if (found) refuse("it is both '" + std::string(name_of(*found)) + "' and '" + name + "'");
    found = kind;
  }
  if (!found) refuse("none of use, fallback, weighted, least_busy, fastest, cheapest, sticky, choose, canary, "
                     "shadow, hedge is in it");
  return *found;
}

std::vector<Policy> PolicyReader::parts(const std::string& key, const json& list) const {
  if (!list.is_array()) refuse("'" + key + "' must be a list");
  std::vector<Policy> all;
  for (std::size_t i = 0; i < list.size(); ++i) {
    all.push_back(PolicyReader(list[i], place_ + "/" + key + "/" + std::to_string(i)).read());
  }
  return all;
}

std::vector<FailureClass> PolicyReader::failures(const json& list) const {
  if (!list.is_array()) refuse("'on' must be a list");
  std::vector<FailureClass> all;
  for (const auto& one : list) {
    const std::string name = text("on", one);
    int value = 0;
    constexpr int last = static_cast<int>(FailureClass::content_filter);
    while (value <= last && to_string(static_cast<FailureClass>(value)) != name) ++value;
    if (value > last) refuse("'" + name.substr(0, 40) + "' is no class of failures");
    all.push_back(static_cast<FailureClass>(value));
  }
  return all;
}

Condition PolicyReader::condition(const json& object) const {
  if (!object.is_object()) refuse("'when' must be an object");
  Condition when;
  for (const auto& [key, value] : object.items()) {
    if (key == "label") when.label = text(key, value);
    else if (key == "value") when.value = text(key, value);
    else if (key == "tenant") when.tenant = text(key, value);
    else if (key == "user") when.user = text(key, value);
    else if (key == "min_input_tokens") when.min_input_tokens = whole(key, value);
    else if (key == "max_input_tokens") when.max_input_tokens = whole(key, value);
    else if (key == "images") when.images = flag(key, value);
    else if (key == "tools") when.tools = flag(key, value);
    else refuse("'when' has no '" + key.substr(0, 40) + "'");
  }
  return when;
}

void PolicyReader::read_member(Policy& policy, const std::string& key, const json& value) const {
  const Kind kind = policy.kind;
  if (key == name_of(kind)) {
    if (kind == Kind::use) policy.deployment = text(key, value);
    else policy.parts = parts(key, value);
  } else if (key == "weight") {
    policy.weight = number(key, value);
  } else if (key == "on") {
    policy.on = failures(value);
  } else if (key == "when") {
    policy.condition = condition(value);
  } else if (key == "by" && kind == Kind::sticky) {
    policy.label = text(key, value);
  } else if (key == "percent" && (kind == Kind::canary || kind == Kind::shadow)) {
    policy.percent = number(key, value);
  } else if (key == "delay_ms" && kind == Kind::hedge) {
    policy.delay = std::chrono::milliseconds(whole(key, value));
  } else {
    refuse("'" + std::string(name_of(kind)) + "' has no '" + key.substr(0, 40) + "'");
  }
}

Policy PolicyReader::read() const {
  if (value_.is_string()) return Policy(value_.get<std::string>());
  if (!value_.is_object()) refuse("it must be a deployment's name or an object");
  Policy policy(kind(), {});
  for (const auto& [key, value] : value_.items()) read_member(policy, key, value);
  return policy;
}

json condition_json(const Condition& when) {
  json out = json::object();
  if (!when.label.empty()) out["label"] = when.label;
  if (!when.value.empty()) out["value"] = when.value;
  if (!when.tenant.empty()) out["tenant"] = when.tenant;
  if (!when.user.empty()) out["user"] = when.user;
  if (when.min_input_tokens) out["min_input_tokens"] = *when.min_input_tokens;
  if (when.max_input_tokens) out["max_input_tokens"] = *when.max_input_tokens;
  if (when.images) out["images"] = *when.images;
  if (when.tools) out["tools"] = *when.tools;
  return out;
}

json policy_json(const Policy& policy) {
  json out = json::object();
  json& member = out[name_of(policy.kind)];
  if (policy.kind == Kind::use) {
    member = policy.deployment;
  } else {
    member = json::array();
    for (const auto& part : policy.parts) member.push_back(policy_json(part));
  }
  if (policy.weight != 1.0) out["weight"] = policy.weight;
  for (const FailureClass failure : policy.on) out["on"].push_back(to_string(failure));
  if (policy.condition != Condition{}) out["when"] = condition_json(policy.condition);
  if (policy.kind == Kind::sticky) out["by"] = policy.label;
  if (policy.kind == Kind::canary || policy.kind == Kind::shadow) out["percent"] = policy.percent;
  if (policy.kind == Kind::hedge) out["delay_ms"] = policy.delay.count();
  return policy.kind == Kind::use && out.size() == 1 ? member : out;
}

}  // namespace

Policy policy_from_json(const Json& value) {
  Policy policy = PolicyReader(value.ref(), "").read();
  check_policy(policy);
  return policy;
}

Policy policy_from_yaml(std::string_view text) {
  return policy_from_json(Json(parse_yaml(text, {.bytes = std::size_t{1} << 20, .items = 10'000})));
}

Json to_json(const Policy& policy) { return Json(policy_json(policy)); }

}  // namespace baton::inline v0
