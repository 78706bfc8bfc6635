#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/fields.hpp>
#include <baton/core/json.hpp>
#include <baton/core/type_info.hpp>

namespace baton::inline v0 {

namespace detail {

template <class T>
struct TypeOf {
  static_assert(Described<T>,
                "baton: this type has no JSON form: list its fields with BATON_FIELDS in its own "
                "namespace, or use bool, a number, std::string, an enum, Json, or an optional, vector, "
                "array, variant or string-keyed map of such types");
  static const TypeInfo info;
};

template <class T>
constexpr TypeInfo scalar(TypeKind kind) {
  TypeInfo info;
  info.kind = kind;
  info.size = sizeof(T);
  info.is_signed = std::is_signed_v<T>;
  return info;
}

template <class T>
  requires std::is_arithmetic_v<T>
struct TypeOf<T> {
  static_assert(!std::is_same_v<T, long double>, "baton: use double instead of long double");
  static constexpr TypeInfo info = scalar<T>(std::is_same_v<T, bool>       ? TypeKind::boolean
                                             : std::is_floating_point_v<T> ? TypeKind::number
                                                                           : TypeKind::integer);
};
template <>
struct TypeOf<std::string> {
  static constexpr TypeInfo info = scalar<char>(TypeKind::string);
};
template <>
struct TypeOf<Json> {
  static constexpr TypeInfo info = scalar<char>(TypeKind::json);
};

/// A type built from `element`, whose own table may still be incomplete (a tree's node).
constexpr TypeInfo compound(TypeKind kind, const TypeInfo* element) {
  TypeInfo info;
  info.kind = kind;
  info.element = element;
  return info;
}

template <class T>
struct TypeOf<std::optional<T>> {
  using Self = std::optional<T>;
  static constexpr TypeInfo make() {
    TypeInfo made = compound(TypeKind::optional, &TypeOf<T>::info);
    made.optional.get = [](const void* self) -> const void* {
      const auto& value = *static_cast<const Self*>(self);
      return value ? &*value : nullptr;
    };
    made.optional.emplace = [](void* self) -> void* { return &static_cast<Self*>(self)->emplace(); };
    made.optional.reset = [](void* self) { static_cast<Self*>(self)->reset(); };
    return made;
  }
  static constexpr TypeInfo info = make();
};

template <class Self>
constexpr TypeInfo array_info(const TypeInfo* element) {
  TypeInfo info = compound(TypeKind::array, element);
  info.array.size = [](const void* self) { return static_cast<const Self*>(self)->size(); };
  info.array.at = [](const void* self, std::size_t index) -> const void* {
    return &(*static_cast<const Self*>(self))[index];
  };
  return info;
}

template <class T>
struct TypeOf<std::vector<T>> {
  static_assert(!std::is_same_v<T, bool>, "baton: std::vector<bool> has no addressable elements; use "
                                          "std::vector<std::uint8_t> or an enum");
  using Self = std::vector<T>;
  static constexpr TypeInfo make() {
    TypeInfo made = array_info<Self>(&TypeOf<T>::info);
    made.array.clear = [](void* self) { static_cast<Self*>(self)->clear(); };
    made.array.slot = [](void* self, std::size_t index) -> void* {
      auto& items = *static_cast<Self*>(self);
      if (index >= items.size()) items.resize(index + 1);
      return &items[index];
    };
    return made;
  }
  static constexpr TypeInfo info = make();
};

template <class T, std::size_t N>
struct TypeOf<std::array<T, N>> {
  using Self = std::array<T, N>;
  static constexpr TypeInfo make() {
    TypeInfo made = array_info<Self>(&TypeOf<T>::info);
    made.array.fixed_size = N;
    made.array.slot = [](void* self, std::size_t index) -> void* {
      return &(*static_cast<Self*>(self))[index];
    };
    return made;
  }
  static constexpr TypeInfo info = make();
};

/// `std::map<std::string, T>`, `std::unordered_map<std::string, T>` and their likes, none of them included.
template <class T>
concept StringMap = requires(T map, const std::string& key) {
  typename T::mapped_type;
  requires std::same_as<typename T::key_type, std::string>;
  { map[key] } -> std::same_as<typename T::mapped_type&>;
  map.clear();
};
template <StringMap Self>
struct TypeOf<Self> {
  static constexpr TypeInfo make() {
    TypeInfo made = compound(TypeKind::map, &TypeOf<typename Self::mapped_type>::info);
    made.map.each = [](const void* self, void* state, TypeInfo::Map::Visit visit) {
      for (const auto& [key, value] : *static_cast<const Self*>(self)) visit(state, key, &value);
    };
    made.map.clear = [](void* self) { static_cast<Self*>(self)->clear(); };
    made.map.slot = [](void* self, const std::string& key) -> void* {
      return &(*static_cast<Self*>(self))[key];
    };
    return made;
  }
  static constexpr TypeInfo info = make();
};

template <class... Ts>
struct TypeOf<std::variant<Ts...>> {
  using Self = std::variant<Ts...>;
  static constexpr std::array<const TypeInfo*, sizeof...(Ts)> types = {&TypeOf<Ts>::info...};

  template <std::size_t... I>
  static void* emplace(Self& self, std::size_t index, std::index_sequence<I...>) {
    void* value = nullptr;
    (void)((index == I && (value = &self.template emplace<I>(), true)) || ...);
    return value;
  }
  static constexpr TypeInfo make() {
    TypeInfo made = compound(TypeKind::variant, nullptr);
    made.variant.types = types;
    made.variant.index = [](const void* self) { return static_cast<const Self*>(self)->index(); };
    made.variant.get = [](const void* self) -> const void* {
      return std::visit([](const auto& value) -> const void* { return &value; },
                        *static_cast<const Self*>(self));
    };
    made.variant.emplace = [](void* self, std::size_t index) -> void* {
      return emplace(*static_cast<Self*>(self), index, std::index_sequence_for<Ts...>{});
    };
    return made;
  }
  static constexpr TypeInfo info = make();
};

/// Fails to compile when a constraint is put on a type it means nothing for.
template <class T>
constexpr void check_constraints(const FieldSpec& spec) {
  if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
    if (spec.constraints.bounds_text() || spec.constraints.bounds_items()) {
      throw "baton: a constraint on the length of text or a list is put on a number";
    }
  } else if (spec.constraints.bounds_number()) {
    throw "baton: minimum or maximum is put on a member that is not a number";
  }
}
template <class T>
struct Unwrapped {
  using type = T;
};
template <class T>
struct Unwrapped<std::optional<T>> : Unwrapped<T> {};

template <auto Member, class T>
constexpr FieldInfo field_info(const FieldSpec& spec) {
  FieldInfo field{spec, nullptr, nullptr, 0};
  if constexpr (std::is_enum_v<T>) {
    field.value = static_cast<std::int64_t>(Member);
  } else {
    using Type = std::remove_reference_t<decltype(std::declval<T&>().*Member)>;
    check_constraints<typename Unwrapped<Type>::type>(spec);
    field.type = &TypeOf<Type>::info;
    field.member = [](void* object) -> void* { return &(static_cast<T*>(object)->*Member); };
  }
  return field;
}

template <class T, auto... Members>
constexpr auto field_table(const FieldList<T, Members...>& list) {
  std::array<FieldInfo, sizeof...(Members)> table;
  [[maybe_unused]] std::size_t i = 0;
  ((table[i] = field_info<Members, T>(list.specs[i]), ++i), ...);
  return table;
}

template <class T>
inline constexpr auto field_infos = field_table(fields_of<T>);

template <class T>
constexpr TypeInfo described_info() {
  TypeInfo info;
  if constexpr (std::is_enum_v<T>) {
    info = scalar<std::underlying_type_t<T>>(TypeKind::enumeration);
  } else {
    info.kind = TypeKind::object;
  }
  info.name = fields_of<T>.type_name;
  info.fields = field_infos<T>;
  return info;
}

template <class T>
constexpr TypeInfo TypeOf<T>::info = described_info<T>();

}  // namespace detail

/// The table of `T`: a described struct or enum, or anything such may have as a member.
template <class T>
[[nodiscard]] constexpr const TypeInfo& type_info() noexcept {
  return detail::TypeOf<T>::info;
}

}  // namespace baton::inline v0
