#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include <baton/core/codec.hpp>

#include "scalar.hpp"

namespace baton::inline v0 {
namespace {

nlohmann::json encode_value(const TypeInfo& type, const void* object);

nlohmann::json encode_number(const TypeInfo& type, const void* object) {
  auto number = load_number(type, object);
  if (number.is_number_float() && !std::isfinite(number.get<double>())) {
    throw Error(ErrorCode::invalid_argument,
                "JSON has no infinity and no NaN: set the number, or make it optional");
  }
  return number;
}

nlohmann::json encode_enum(const TypeInfo& type, const void* object) {
  const auto name = detail::enumerator_name(type, object);
  if (name.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "the value " + std::to_string(load_enum(type, object)) + " of " +
                    std::string(type.name) + " is not listed in its BATON_FIELDS");
  }
  return name;
}

nlohmann::json encode_object(const TypeInfo& type, const void* object) {
  auto result = nlohmann::json::object();
  for (const auto& field : type.fields) {
    // The accessor serves reading and writing; nothing is written here.
    const void* member = field.member(const_cast<void*>(object));
    try {
      result.emplace(field.spec.name, encode_value(*field.type, member));
    } catch (const Error& error) {
      const std::string name(field.spec.name);
      throw Error(error.code(), name + ": " + error.message());
    }
  }
  return result;
}

nlohmann::json encode_array(const TypeInfo& type, const void* object) {
  auto result = nlohmann::json::array();
  const std::size_t size = type.array.size(object);
  for (std::size_t i = 0; i < size; ++i) {
    result.push_back(encode_value(*type.element, type.array.at(object, i)));
  }
  return result;
}

nlohmann::json encode_map(const TypeInfo& type, const void* object) {
  struct State {
    const TypeInfo* element;
    nlohmann::json result;
  } state{type.element, nlohmann::json::object()};
  type.map.each(object, &state, [](void* opaque, const std::string& key, const void* value) {
    auto& self = *static_cast<State*>(opaque);
    self.result.emplace(key, encode_value(*self.element, value));
  });
  return std::move(state.result);
}

nlohmann::json encode_optional(const TypeInfo& type, const void* object) {
  const void* value = type.optional.get(object);
  return value == nullptr ? nlohmann::json() : encode_value(*type.element, value);
}

nlohmann::json encode_value(const TypeInfo& type, const void* object) {
  switch (type.kind) {
    case TypeKind::boolean: return *static_cast<const bool*>(object);
    case TypeKind::integer:
    case TypeKind::number: return encode_number(type, object);
    case TypeKind::string: return *static_cast<const std::string*>(object);
    case TypeKind::enumeration: return encode_enum(type, object);
    case TypeKind::optional: return encode_optional(type, object);
    case TypeKind::array: return encode_array(type, object);
    case TypeKind::map: return encode_map(type, object);
    case TypeKind::object: return encode_object(type, object);
    case TypeKind::variant:
      return encode_value(*type.variant.types[type.variant.index(object)], type.variant.get(object));
    case TypeKind::json: return static_cast<const Json*>(object)->ref();
  }
  return {};
}

}  // namespace

namespace detail {

Json encode(const TypeInfo& type, const void* object) { return encode_value(type, object); }

std::string_view enumerator_name(const TypeInfo& type, const void* object) {
  const std::int64_t value = load_enum(type, object);
  const auto found = std::find_if(type.fields.begin(), type.fields.end(),
                                  [&](const FieldInfo& field) { return field.value == value; });
  return found == type.fields.end() ? std::string_view{} : found->spec.name;
}

}  // namespace detail

}  // namespace baton::inline v0
