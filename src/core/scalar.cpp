#include "scalar.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

namespace baton::inline v0 {
namespace {

template <class T>
T read(const void* object) {
  T value;
  std::memcpy(&value, object, sizeof(T));
  return value;
}

template <class T>
bool write(T value, void* object) {
  if (object != nullptr) std::memcpy(object, &value, sizeof(T));
  return true;
}

template <class Use>
auto with_integer_type(const TypeInfo& type, Use use) {
  switch (type.size) {
    case 1: return type.is_signed ? use(std::int8_t{}) : use(std::uint8_t{});
    case 2: return type.is_signed ? use(std::int16_t{}) : use(std::uint16_t{});
    case 4: return type.is_signed ? use(std::int32_t{}) : use(std::uint32_t{});
    default: return type.is_signed ? use(std::int64_t{}) : use(std::uint64_t{});
  }
}

template <class N>
bool store_if_in_range(const TypeInfo& type, N number, void* object) {
  return with_integer_type(type, [&](auto zero) {
    using T = decltype(zero);
    return std::in_range<T>(number) && write(static_cast<T>(number), object);
  });
}

}  // namespace

nlohmann::json load_number(const TypeInfo& type, const void* object) {
  if (type.kind == TypeKind::number) {
    return type.size == sizeof(float) ? static_cast<double>(read<float>(object)) : read<double>(object);
  }
  return with_integer_type(type, [&](auto zero) {
    return nlohmann::json(read<decltype(zero)>(object));
  });
}

bool store_integer(const TypeInfo& type, const nlohmann::json& value, void* object) {
  if (value.is_number_unsigned()) return store_if_in_range(type, value.get<std::uint64_t>(), object);
  if (value.is_number_integer()) return store_if_in_range(type, value.get<std::int64_t>(), object);
  if (!value.is_number_float()) return false;
  const auto number = value.get<double>();
  if (std::trunc(number) != number) return false;
  if (number >= -0x1p63 && number < 0x1p63) {
    return store_if_in_range(type, static_cast<std::int64_t>(number), object);
  }
  return number >= 0 && number < 0x1p64 &&
         store_if_in_range(type, static_cast<std::uint64_t>(number), object);
}

void store_floating(const TypeInfo& type, double value, void* object) {
  if (type.size == sizeof(float)) {
    write(static_cast<float>(value), object);
  } else {
    write(value, object);
  }
}

std::int64_t load_enum(const TypeInfo& type, const void* object) {
  return with_integer_type(
      type, [&](auto zero) { return static_cast<std::int64_t>(read<decltype(zero)>(object)); });
}

void store_enum(const TypeInfo& type, std::int64_t value, void* object) {
  with_integer_type(type, [&](auto zero) {
    return write(static_cast<decltype(zero)>(value), object);
  });
}

}  // namespace baton::inline v0
