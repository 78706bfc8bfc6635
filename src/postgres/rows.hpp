#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

struct pg_result;

namespace baton::inline v0::postgres {

/// The rows that a statement gave, as text. Values are read by row and column, both from 0.
class BATON_EXPORT Rows {
 public:
  /// Takes the result over.
  explicit Rows(pg_result* result) : result_(result) {}
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool is_null(std::size_t row, int column) const;
  /// Lives as long as the rows. Empty for NULL.
  [[nodiscard]] std::string_view text(std::size_t row, int column) const;
  /// 0 for what is no integer.
  [[nodiscard]] std::int64_t integer(std::size_t row, int column) const;
  /// 0 for what is no number.
  [[nodiscard]] double number(std::size_t row, int column) const;
  /// Of a BYTEA column.
  [[nodiscard]] std::string bytes(std::size_t row, int column) const;
  /// Of a BOOLEAN column.
  [[nodiscard]] bool flag(std::size_t row, int column) const { return text(row, column) == "t"; }

  [[nodiscard]] int columns() const noexcept;
  [[nodiscard]] std::string_view name(int column) const;
  /// The object identifier of a column's type, as in the catalogue `pg_type`.
  [[nodiscard]] unsigned type(int column) const;
  /// Whether there is a result at all.
  explicit operator bool() const noexcept { return result_ != nullptr; }

  /// Throws what a failed statement means; nothing for a success.
  void check() const;

 private:
  struct Clear {
    void operator()(pg_result* result) const noexcept;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

}  // namespace baton::inline v0::postgres
