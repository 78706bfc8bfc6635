#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/provider/testing.hpp>

#include "provider/testing/sample.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

constexpr int deepest = 64;

class Sampler {
 public:
  Sampler(const json& root, const SchemaOptions& options)
      : root_(root), options_(options), random_(options.seed) {}

  json value(const json& schema, int depth = 0) {
    if (schema.is_boolean() && schema.get<bool>()) return "anything";
    if (!schema.is_object()) refuse("a schema that is neither an object nor true");
    if (depth > deepest) refuse("a schema that never ends (required properties that contain themselves)");
    const json flat = flatten(schema, 0);
    if (flat.contains("const")) return flat["const"];
    if (const auto found = flat.find("enum"); found != flat.end()) return choose(*found);
    for (const char* key : {"anyOf", "oneOf"}) {
      if (const auto found = flat.find(key); found != flat.end()) return alternative(flat, key, depth);
    }
    return of_type(type_of(flat), flat, depth);
  }

 private:
  [[noreturn]] static void refuse(const std::string& what) {
    throw Error(ErrorCode::unsupported, "cannot make a value for " + what + ": simplify the schema");
  }

  const json& choose(const json& options) {
    if (!options.is_array() || options.empty()) refuse("an empty enum or anyOf");
    return options[random_.below(options.size())];
  }

  // Resolves $ref and lays the members of allOf over each other.
  json flatten(const json& schema, int hops) const {
    if (hops > deepest) refuse("a $ref that points in a circle");
    json flat = schema;
    if (const auto ref = schema.find("$ref"); ref != schema.end()) {
      flat.erase("$ref");
      flat = merged(flatten(resolve(*ref), hops + 1), flat);
    }
    if (const auto all = schema.find("allOf"); all != schema.end()) {
      flat.erase("allOf");
      for (const auto& part : *all) flat = merged(flat, flatten(part, hops + 1));
    }
    return flat;
  }

  const json& resolve(const json& ref) const {
    if (!ref.is_string() || !ref.get_ref<const std::string&>().starts_with('#')) {
      refuse("a $ref out of the document: " + ref.dump());
    }
    const json::json_pointer pointer(ref.get_ref<const std::string&>().substr(1));
    if (!root_.contains(pointer)) refuse("a $ref to nothing: " + ref.dump());
    return root_[pointer];
  }

  static json merged(json below, const json& above) {
    for (const auto& [key, item] : above.items()) {
      const bool both = below.contains(key);
      if (both && key == "properties") {
        below[key].update(item);
      } else if (both && key == "required") {
        for (const auto& name : item) below[key].push_back(name);
      } else {
        below[key] = item;
      }
    }
    return below;
  }

  // Deep inside, the last alternative is not taken at random: what can end a recursion must.
  json alternative(const json& flat, const char* key, int depth) {
    json rest = flat;
    rest.erase(key);
    const json& options = flat[key];
    if (depth < 6) return value(merged(rest, flatten(choose(options), 0)), depth + 1);
    for (const auto& option : options) {
      const auto type = type_of(flatten(option, 0));
      if (type != "object" && type != "array") return value(merged(rest, option), depth + 1);
    }
    return value(merged(rest, flatten(choose(options), 0)), depth + 1);
  }

  std::string type_of(const json& schema) {
    if (const auto type = schema.find("type"); type != schema.end()) {
      const json& one = type->is_array() ? choose(*type) : *type;
      return one.is_string() ? one.get<std::string>() : "";
    }
    for (const char* key : {"properties", "required", "additionalProperties"}) {
      if (schema.contains(key)) return "object";
    }
    for (const char* key : {"items", "prefixItems", "minItems"}) {
      if (schema.contains(key)) return "array";
    }
    for (const char* key : {"minimum", "maximum", "multipleOf", "exclusiveMinimum"}) {
      if (schema.contains(key)) return "number";
    }
    return "string";
  }

  json of_type(const std::string& type, const json& schema, int depth) {
    if (type == "string") return string(schema);
    if (type == "integer") return integer(schema);
    if (type == "number") return number(schema);
    if (type == "boolean") return random_.below(2) == 1;
    if (type == "null") return nullptr;
    if (type == "array") return array(schema, depth);
    if (type == "object") return object(schema, depth);
    refuse("the type '" + type + "'");
  }

  static std::size_t size_at(const json& schema, const char* key, std::size_t otherwise) {
    const auto found = schema.find(key);
    if (found == schema.end() || !found->is_number()) return otherwise;
    const double size = found->get<double>();
    if (!(size >= 0) || size > 10'000) refuse(std::string(key) + " beyond 10000");
    return static_cast<std::size_t>(size);
  }

  static std::optional<double> number_at(const json& schema, const char* key) {
    const auto found = schema.find(key);
    if (found == schema.end() || !found->is_number()) return {};
    return found->get<double>();
  }

  json string(const json& schema) {
    const std::size_t least = size_at(schema, "minLength", 0);
    const std::size_t most = size_at(schema, "maxLength", std::max<std::size_t>(least, 24));
    if (most < least) refuse("minLength above maxLength");
    const auto pattern = schema.find("pattern");
    if (pattern == schema.end() || !pattern->is_string()) {
      return sample::plain_string(schema.value("format", ""), least, most, random_);
    }
    for (int turn = 0; turn < 64; ++turn) {
      auto text = sample::matching_string(pattern->get_ref<const std::string&>(), random_);
      if (text.size() >= least && text.size() <= most) return text;
      if (!schema.contains("maxLength") && text.size() >= least) return text;
    }
    refuse("a pattern together with minLength or maxLength");
  }

  struct Range {
    double low;
    double high;
  };

  Range range(const json& schema, double step) {
    auto low = number_at(schema, "minimum");
    auto high = number_at(schema, "maximum");
    if (const auto x = number_at(schema, "exclusiveMinimum")) low = std::max(low.value_or(*x + step), *x + step);
    if (const auto x = number_at(schema, "exclusiveMaximum")) high = std::min(high.value_or(*x - step), *x - step);
    const double from = low ? *low : high ? std::min(0.0, *high - 100) : 0.0;
    const double to = high ? *high : from + 100;
    if (from > to) refuse("a minimum above the maximum");
    return {from, to};
  }

  json integer(const json& schema) {
    const double step = std::ceil(number_at(schema, "multipleOf").value_or(1.0));
    const auto [low, high] = range(schema, 1.0);
    const double first = std::ceil(low / step);
    const double last = std::floor(high / step);
    if (first > last || std::abs(first * step) > 9e15) refuse("an integer range without a value");
    const auto count = static_cast<std::size_t>(std::min(last - first, 1e6)) + 1;
    return static_cast<std::int64_t>((first + static_cast<double>(random_.below(count))) * step);
  }

  json number(const json& schema) {
    if (const auto step = number_at(schema, "multipleOf"); step && *step > 0) {
      const auto [low, high] = range(schema, *step);
      const double first = std::ceil(low / *step);
      const double last = std::floor(high / *step);
      if (first > last) refuse("a number range without a value");
      const auto count = static_cast<std::size_t>(std::min(last - first, 1e6)) + 1;
      return (first + static_cast<double>(random_.below(count))) * *step;
    }
    const auto [low, high] = range(schema, 1e-6);
    return low + (high - low) * static_cast<double>(random_.below(1001)) / 1000.0;
  }

  json array(const json& schema, int depth) {
    const json& prefix = schema.contains("prefixItems") ? schema["prefixItems"] : json::array();
    const bool shallow = depth < 4 && (!schema.contains("items") || schema["items"] != json(false));
    const std::size_t least = size_at(schema, "minItems", shallow ? prefix.size() + 1 : prefix.size());
    const std::size_t most = size_at(schema, "maxItems", std::max(least, prefix.size() + 2));
    if (schema.contains("minItems") && most < least) refuse("minItems above maxItems");
    const std::size_t floor = std::min(least, most);
    const std::size_t count = shallow ? floor + random_.below(most - floor + 1) : floor;
    const bool unique = schema.value("uniqueItems", json(false)) == json(true);
    json result = json::array();
    for (std::size_t tries = 0; result.size() < count && tries < count * 50 + 50; ++tries) {
      const std::size_t at = result.size();
      const json any = {{"type", "string"}};
      auto item = value(at < prefix.size() ? prefix[at] : schema.contains("items") ? schema["items"] : any, depth + 1);
      if (!unique || std::ranges::find(result, item) == result.end()) result.push_back(std::move(item));
    }
    if (result.size() < floor) refuse("uniqueItems with too few different values");
    return result;
  }

  bool wanted(const json& schema, const std::string& name, int depth) const {
    const auto required = schema.find("required");
    if (required != schema.end() && std::ranges::find(*required, json(name)) != required->end()) return true;
    return options_.optional_properties && depth < 4;
  }

  json object(const json& schema, int depth) {
    json result = json::object();
    const json& properties = schema.contains("properties") ? schema["properties"] : json::object();
    for (const auto& [name, property] : properties.items()) {
      if (wanted(schema, name, depth)) result[name] = value(property, depth + 1);
    }
    if (const auto required = schema.find("required"); required != schema.end()) {
      for (const auto& name : *required) {
        if (!result.contains(name.get<std::string>())) result[name.get<std::string>()] = "anything";
      }
    }
    add_entries(schema, result, depth);
    return result;
  }

  // The entries of a map: an object whose values have one schema.
  void add_entries(const json& schema, json& result, int depth) {
    const auto extra = schema.find("additionalProperties");
    const bool map = extra != schema.end() && extra->is_object();
    const std::size_t least = size_at(schema, "minProperties", map && depth < 4 ? result.size() + 1 : 0);
    for (std::size_t i = 1; result.size() < least; ++i) {
      result["key" + std::to_string(i)] = map ? value(*extra, depth + 1) : json("anything");
    }
  }

  const json& root_;
  const SchemaOptions& options_;
  sample::Random random_;
};

}  // namespace

Json schema_sample(const Json& schema, SchemaOptions options) {
  try {
    return Json(Sampler(schema.ref(), options).value(schema.ref()));
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::unsupported, std::string("not a usable JSON Schema: ") + error.what());
  }
}

}  // namespace baton::inline v0
