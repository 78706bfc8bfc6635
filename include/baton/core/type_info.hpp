#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <baton/core/constraints.hpp>

namespace baton::inline v0 {

/// What a C++ type is in JSON.
enum class TypeKind : std::uint8_t {
  boolean,
  integer,
  number,
  string,
  enumeration,  ///< a described enum, written by name
  optional,     ///< `std::optional`: null or the element
  array,        ///< `std::vector`, or `std::array` with `fixed_size`
  map,          ///< a map from `std::string`
  object,       ///< a described struct
  variant,      ///< one of several types
  json,         ///< `Json`: anything
};

struct FieldInfo;

/// A type as data: how the codec, the schema and partial values look at a C++ type without being
/// templates. Made at compile time, one constant per type (see `type_info`); which members are set
/// depends on `kind`. Objects are addressed as `void*` and must be of the type described.
struct TypeInfo {
  struct Optional {
    const void* (*get)(const void* optional) = nullptr;  ///< null when empty
    void* (*emplace)(void* optional) = nullptr;
    void (*reset)(void* optional) = nullptr;
  };
  struct Array {
    std::size_t (*size)(const void* array) = nullptr;
    const void* (*at)(const void* array, std::size_t index) = nullptr;
    void (*clear)(void* array) = nullptr;  ///< null with `fixed_size`
    void* (*slot)(void* array, std::size_t index) = nullptr;  ///< the element, appended as needed
    std::size_t fixed_size = 0;
  };
  struct Map {
    using Visit = void (*)(void* state, const std::string& key, const void* value);
    void (*each)(const void* map, void* state, Visit visit) = nullptr;
    void (*clear)(void* map) = nullptr;
    void* (*slot)(void* map, const std::string& key) = nullptr;
  };
  struct Variant {
    std::span<const TypeInfo* const> types;
    std::size_t (*index)(const void* variant) = nullptr;
    const void* (*get)(const void* variant) = nullptr;
    void* (*emplace)(void* variant, std::size_t index) = nullptr;
  };

  TypeKind kind = TypeKind::json;
  std::uint8_t size = 0;    ///< bytes of an integer, number or enumeration
  bool is_signed = false;   ///< of an integer or enumeration
  std::string_view name;    ///< of a described type, as written in BATON_FIELDS
  std::span<const FieldInfo> fields;  ///< of an object; the values of an enumeration
  const TypeInfo* element = nullptr;  ///< of optional, array, map
  Optional optional;
  Array array;
  Map map;
  Variant variant;
};

/// One member of a struct, or one value of an enum.
struct FieldInfo {
  FieldSpec spec;
  const TypeInfo* type = nullptr;      ///< of the member
  void* (*member)(void*) = nullptr;    ///< the member inside an object
  std::int64_t value = 0;              ///< of the enumerator
};

}  // namespace baton::inline v0
