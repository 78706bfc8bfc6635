#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include <baton/core/codec.hpp>

/// Types that the codec, schema and validator tests share.
namespace codec_types {

enum class Currency { eur, usd };
BATON_FIELDS(Currency, (eur, "Euro"), usd)

struct Line {
  std::string text;
  double price = 0;
  bool operator==(const Line&) const = default;
};
BATON_FIELDS(Line, (text, "What was sold", min_length(1), max_length(20)),
             (price, "In the invoice's currency", minimum(0), maximum(1000)))

struct Invoice {
  std::string number;
  Currency currency = Currency::eur;
  std::vector<Line> lines;
  std::optional<std::string> note;
  std::optional<std::int64_t> discount;
  std::map<std::string, int> tags;
  bool paid = false;
  bool operator==(const Invoice&) const = default;
};
BATON_FIELDS(Invoice, (number, "As printed", pattern("^[A-Z]+-[0-9]+$")), currency,
             (lines, "One per position", min_items(1), max_items(50)), note,
             (discount, "In percent", minimum(0), exclusive_maximum(100)), tags, paid)

struct Tree {
  std::string name;
  std::vector<Tree> children;
  bool operator==(const Tree&) const = default;
};
BATON_FIELDS(Tree, name, children)

struct Forest {
  std::optional<Tree> first;
  std::unordered_map<std::string, Tree> others;
  bool operator==(const Forest&) const = default;
};
BATON_FIELDS(Forest, (first, "The oldest"), others)

struct Circle {
  double radius = 0;
  bool operator==(const Circle&) const = default;
};
BATON_FIELDS(Circle, radius)
struct Box {
  double width = 0;
  double height = 0;
  bool operator==(const Box&) const = default;
};
BATON_FIELDS(Box, width, height)

struct Everything {
  std::int8_t i8 = 0;
  std::uint8_t u8 = 0;
  std::int16_t i16 = 0;
  std::uint16_t u16 = 0;
  std::int32_t i32 = 0;
  std::uint32_t u32 = 0;
  std::int64_t i64 = 0;
  std::uint64_t u64 = 0;
  float f = 0;
  double d = 0;
  std::string text;
  std::array<int, 3> point{};
  std::variant<Circle, Box> shape;
  std::optional<std::vector<std::optional<int>>> maybe;
  baton::Json anything;
  bool operator==(const Everything&) const = default;
};
BATON_FIELDS(Everything, i8, u8, i16, u16, i32, u32, i64, u64, f, d, text, point, shape, maybe, anything)

struct Choice {
  std::string size;
  int count = 1;
};
BATON_FIELDS(Choice, (size, one_of("small", "large")), (count, one_of(1, 2, 5)))

}  // namespace codec_types
