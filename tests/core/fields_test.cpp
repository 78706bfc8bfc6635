#include <baton/core/fields.hpp>

#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/describe.hpp>

namespace {

// Names of the application that are also words of the field list.
[[maybe_unused]] constexpr int minimum = 3;
[[maybe_unused]] constexpr int pattern = 4;

struct Line {
  std::string text;
  double price = 0;
};
BATON_FIELDS(Line, text, (price, "In EUR, tax included", minimum(0), exclusive_maximum(1e6)))

enum class Color : unsigned char { red, green = 7 };
BATON_FIELDS(Color, red, (green, "like grass"))

struct Empty {};
BATON_FIELDS(Empty)

struct Outer {
  struct Inner {
    int a = 0;
  };
  Inner inner;
};
BATON_FIELDS(Outer::Inner, a)
BATON_FIELDS(Outer, inner)

struct Wide {
  int a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0, a8 = 0, a9 = 0;
  int b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0, b8 = 0, b9 = 0;
  int c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0, c6 = 0, c7 = 0, c8 = 0, c9 = 0;
  int d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0, d8 = 0, d9 = 0;
  int e0 = 0, e1 = 0, e2 = 0, e3 = 0, e4 = 0, e5 = 0, e6 = 0, e7 = 0, e8 = 0, e9 = 0;
  int f0 = 0, f1 = 0, f2 = 0, f3 = 0, f4 = 0, f5 = 0, f6 = 0, f7 = 0, f8 = 0, f9 = 0;
  int g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0, g6 = 0, g7 = 0, g8 = 0, g9 = 0;
};
BATON_FIELDS(Wide, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, c0,
             c1, c2, c3, c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, e0, e1, e2, e3,
             e4, e5, e6, e7, e8, e9, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, g0, g1, g2, g3, g4, g5, g6,
             g7, g8, (g9, "the seventieth"))

struct Tree {
  std::string name;
  std::vector<Tree> children;
};
BATON_FIELDS(Tree, name, children)

static_assert(baton::Described<Line> && baton::DescribedStruct<Line> && !baton::DescribedEnum<Line>);
static_assert(baton::DescribedEnum<Color>);
static_assert(!baton::Described<int> && !baton::Described<std::string>);
static_assert(baton::field_count<Empty> == 0);
static_assert(baton::field_names<Line>[0] == "text" && baton::field_names<Line>[1] == "price");
static_assert(baton::field_index<Line>("price") == 1 && baton::field_index<Line>("none") == 2);
static_assert(baton::field_names<Outer::Inner>[0] == "a");
static_assert(baton::field_count<Wide> == 70 && baton::field_names<Wide>[69] == "g9");

TEST(Fields, AreReadAndWrittenByPosition) {
  Line line;
  baton::get_field<1>(line) = 2.5;
  EXPECT_EQ(line.price, 2.5);
  const Line& constant = line;
  static_assert(std::is_same_v<decltype(baton::get_field<0>(constant)), const std::string&>);
  EXPECT_EQ(baton::get_field<baton::field_index<Line>("price")>(constant), 2.5);
}

TEST(Fields, KeepDescriptionsAndConstraints) {
  const auto& price = baton::type_info<Line>().fields[1].spec;
  EXPECT_EQ(price.description, "In EUR, tax included");
  EXPECT_EQ(price.constraints.minimum, 0.0);
  EXPECT_EQ(price.constraints.exclusive_maximum, 1e6);
  EXPECT_FALSE(price.constraints.maximum.has_value());
}

TEST(Fields, TableOfAnEnumHoldsItsValues) {
  const auto& color = baton::type_info<Color>();
  EXPECT_EQ(color.kind, baton::TypeKind::enumeration);
  EXPECT_EQ(color.fields[1].value, 7);
  EXPECT_EQ(color.name, "Color");
}

TEST(Fields, TableOfARecursiveTypePointsToItself) {
  const auto& tree = baton::type_info<Tree>();
  EXPECT_EQ(tree.fields[1].type->element, &tree);
}

}  // namespace
