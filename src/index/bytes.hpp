#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

/// Appends numbers and arrays to a buffer in the machine's byte order: for derived files, which another
/// machine would rebuild.
class ByteWriter {
 public:
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void put(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void put_all(std::span<const T> values) {
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads what `ByteWriter` wrote. Throws `data_corrupt` rather than read beyond the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_(bytes) {}

  template <class T>
    requires std::is_trivially_copyable_v<T>
  T take() {
    T value;
    std::memcpy(&value, skip(sizeof(T)).data(), sizeof(T));
    return value;
  }
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void take_all(std::span<T> into) {
    if (!into.empty()) std::memcpy(into.data(), skip(into.size_bytes()).data(), into.size_bytes());
  }
  std::string_view skip(std::size_t size) {
    if (size > rest_.size()) throw Error(ErrorCode::data_corrupt, "the file ends too early");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

 private:
  std::string_view rest_;
};

}  // namespace baton::inline v0
