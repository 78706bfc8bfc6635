#include "decode.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "field_check.hpp"
#include "scalar.hpp"

namespace baton::inline v0 {
namespace {

const Constraints no_constraints;

const char* wanted(TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean: return "true or false";
    case TypeKind::integer: return "a whole number";
    case TypeKind::number: return "a number";
    case TypeKind::array: return "an array";
    case TypeKind::map:
    case TypeKind::object: return "an object";
    default: return "a string";
  }
}

bool has_form(const TypeInfo& type, const nlohmann::json& json) {
  switch (type.kind) {
    case TypeKind::boolean: return json.is_boolean();
    case TypeKind::integer: return store_integer(type, json, nullptr);
    case TypeKind::number: return json.is_number();
    case TypeKind::string:
    case TypeKind::enumeration: return json.is_string();
    case TypeKind::array: return json.is_array();
    case TypeKind::map:
    case TypeKind::object: return json.is_object();
    default: return true;
  }
}

std::string range_of(const TypeInfo& type) {
  const unsigned bits = type.size * 8U - (type.is_signed ? 1U : 0U);
  const std::uint64_t max = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  const std::string low = type.is_signed ? "-" + std::to_string(max + 1) : "0";
  return low + " to " + std::to_string(max);
}

const FieldInfo* enumerator(const TypeInfo& type, const nlohmann::json& json) {
  const auto& name = json.get_ref<const std::string&>();
  const auto found = std::find_if(type.fields.begin(), type.fields.end(),
                                  [&](const FieldInfo& field) { return field.spec.name == name; });
  return found == type.fields.end() ? nullptr : &*found;
}

}  // namespace

std::string DecodePath::text() const {
  if (parent == nullptr) return {};
  std::string whole = parent->text();
  if (is_index) return whole + "[" + std::to_string(index) + "]";
  if (!whole.empty()) whole += '.';
  return whole.append(key);
}

void Decoder::complain(const DecodePath& path, std::string message) {
  if (!partial_ && !full()) violations_.push_back({path.text(), std::move(message)});
}

bool Decoder::has_arrived(const TypeInfo& type, const nlohmann::json& json) {
  if (type.kind == TypeKind::optional) return json.is_null() || has_arrived(*type.element, json);
  if (type.kind == TypeKind::variant) {
    return std::any_of(type.variant.types.begin(), type.variant.types.end(),
                       [&](const TypeInfo* each) { return has_arrived(*each, json); });
  }
  if (!has_form(type, json)) return false;
  return type.kind != TypeKind::enumeration || enumerator(type, json) != nullptr;
}

void Decoder::value(const TypeInfo& type, const nlohmann::json& json, void* object,
                    const Constraints& constraints, const DecodePath& path) {
  if (path.depth > options_.limits.depth) {
    throw Error(ErrorCode::limit_exceeded, "the value is nested deeper than " +
                                               std::to_string(options_.limits.depth) + " levels");
  }
  if (type.kind == TypeKind::optional) {
    if (json.is_null()) return type.optional.reset(object);
    return value(*type.element, json, type.optional.emplace(object), constraints, path);
  }
  if (type.kind == TypeKind::variant) return variant(type, json, object, constraints, path);
  if (!has_form(type, json)) {
    const bool range = type.kind == TypeKind::integer && json.is_number();
    return complain(path, std::string("must be ") + wanted(type.kind) +
                              (range ? " from " + range_of(type) : "") + ", was " + brief(json));
  }
  scalar(type, json, object, path);
  if (partial_) return;
  check_constraints(constraints, json, [&](std::string message) { complain(path, std::move(message)); });
}

void Decoder::scalar(const TypeInfo& type, const nlohmann::json& json, void* object,
                     const DecodePath& path) {
  switch (type.kind) {
    case TypeKind::boolean: *static_cast<bool*>(object) = json.get<bool>(); break;
    case TypeKind::integer: store_integer(type, json, object); break;
    case TypeKind::number: store_floating(type, json.get<double>(), object); break;
    case TypeKind::string:
      *static_cast<std::string*>(object) = json.get_ref<const std::string&>();
      break;
    case TypeKind::enumeration: enumeration(type, json, object, path); break;
    case TypeKind::array: array(type, json, object, path); break;
    case TypeKind::map: map(type, json, object, path); break;
    case TypeKind::object: this->object(type, json, object, path); break;
    default: *static_cast<Json*>(object) = json; break;
  }
}

void Decoder::enumeration(const TypeInfo& type, const nlohmann::json& json, void* object,
                          const DecodePath& path) {
  if (const auto* found = enumerator(type, json)) return store_enum(type, found->value, object);
  complain(path, "must be one of " + names_of(type.fields) + "; was " + brief(json));
}

void Decoder::array(const TypeInfo& type, const nlohmann::json& json, void* object,
                    const DecodePath& path) {
  const std::size_t fixed = type.array.fixed_size;
  if (type.array.clear != nullptr) {
    type.array.clear(object);
  } else if (partial_ ? json.size() > fixed : json.size() != fixed) {
    return complain(path, "must have exactly " + std::to_string(fixed) + " items, has " +
                              std::to_string(json.size()));
  }
  for (std::size_t i = 0; i < json.size() && !full(); ++i) {
    if (partial_ && !has_arrived(*type.element, json[i])) break;
    value(*type.element, json[i], type.array.slot(object, i), no_constraints, path.item(i));
  }
}

void Decoder::map(const TypeInfo& type, const nlohmann::json& json, void* object,
                  const DecodePath& path) {
  type.map.clear(object);
  for (const auto& [key, item] : json.items()) {
    if (full()) return;
    if (partial_ && !has_arrived(*type.element, item)) continue;
    value(*type.element, item, type.map.slot(object, key), no_constraints, path.field(key));
  }
}

void Decoder::object(const TypeInfo& type, const nlohmann::json& json, void* object,
                     const DecodePath& path) {
  for (const auto& field : type.fields) {
    if (full()) return;
    const DecodePath here = path.field(field.spec.name);
    const auto found = json.find(field.spec.name);
    void* member = field.member(object);
    if (found != json.end()) {
      if (partial_ && !has_arrived(*field.type, *found)) continue;
      value(*field.type, *found, member, field.spec.constraints, here);
    } else if (field.type->kind == TypeKind::optional) {
      field.type->optional.reset(member);
    } else {
      complain(here, "is missing");
    }
  }
  if (options_.refuse_unknown_keys) unknown_keys(type, json, path);
}

void Decoder::unknown_keys(const TypeInfo& type, const nlohmann::json& json, const DecodePath& path) {
  for (const auto& [key, item] : json.items()) {
    const auto is_known = [&name = key](const FieldInfo& field) { return field.spec.name == name; };
    if (std::any_of(type.fields.begin(), type.fields.end(), is_known)) continue;
    complain(path.field(key), "is not a known field; known are " + names_of(type.fields));
  }
}

void Decoder::variant(const TypeInfo& type, const nlohmann::json& json, void* object,
                      const Constraints& constraints, const DecodePath& path) {
  DecodeOptions options = options_;
  options.max_violations = 1;
  for (const bool strict : {true, false}) {
    options.refuse_unknown_keys = strict;
    for (std::size_t i = 0; i < type.variant.types.size(); ++i) {
      const TypeInfo& candidate = *type.variant.types[i];
      if (partial_ && !has_arrived(candidate, json)) continue;
      Decoder attempt(options, false);
      void* value_here = type.variant.emplace(object, i);
      attempt.value(candidate, json, value_here, constraints, path);
      if (attempt.violations_.empty()) return;
    }
    if (options_.refuse_unknown_keys) break;
  }
  type.variant.emplace(object, 0);
  std::string names;
  for (const auto* each : type.variant.types) {
    if (!names.empty()) names += ", ";
    names += each->name.empty() ? std::string_view(wanted(each->kind)) : each->name;
  }
  complain(path, "fits none of " + names);
}

std::string join_violations(const std::vector<Violation>& violations) {
  std::string text;
  for (const auto& violation : violations) {
    if (!text.empty()) text += "; ";
    if (!violation.path.empty()) text += violation.path + ": ";
    text += violation.message;
  }
  return text;
}

namespace detail {

void decode(const TypeInfo& type, const Json& json, void* object, const DecodeOptions& options) {
  Decoder decoder(options, false);
  decoder.value(type, json.ref(), object, no_constraints, {});
  if (decoder.violations().empty()) return;
  throw Error(ErrorCode::schema_mismatch, join_violations(decoder.violations()));
}

void decode_partial(const TypeInfo& type, const Json& json, void* object, std::vector<bool>& present,
                    const Limits& limits) {
  DecodeOptions options;
  options.limits = limits;
  present.assign(type.fields.size(), false);
  if (!json.ref().is_object()) return;
  Decoder(options, true).value(type, json.ref(), object, no_constraints, {});
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const auto found = json.ref().find(type.fields[i].spec.name);
    present[i] = found != json.ref().end() && Decoder::has_arrived(*type.fields[i].type, *found);
  }
}

}  // namespace detail

}  // namespace baton::inline v0
