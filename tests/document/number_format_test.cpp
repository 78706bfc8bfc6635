#include "document/number_format.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

struct Case {
  double value;
  const char* code;
  const char* shown;
};

TEST(NumberFormat, ShowsNumbersAsSpreadsheetsDo) {
  for (const Case& c : {Case{1234.5, "General", "1234.5"}, {0.1 + 0.2, "General", "0.3"}, {1e20, "General", "1e+20"},
                        {1234567.891, "#,##0.00", "1,234,567.89"}, {-5, "#,##0", "-5"}, {-5, "0;(0)", "(5)"},
                        {0, "0;-0;\"none\"", "none"}, {0.125, "0.0%", "12.5%"}, {0.5, "#.##", ".5"}, {7, "000", "007"},
                        {2.5, "0.0##", "2.5"}, {1.005, "0.00", "1.01"}, {12, "0\" kg\"", "12 kg"}, {3, "[$€-407] 0.00", "€ 3.00"},
                        {12345, "0.00E+00", "1.23e+04"}, {9, "[Red]0", "9"}, {5, "@", "5"}, {-3, "\"€\" 0.00;(0.00)", "(3.00)"}}) {
    EXPECT_EQ(format_number(c.value, c.code, false), c.shown) << c.code;
  }
}

TEST(NumberFormat, ShowsDatesAndTimes) {
  for (const Case& c : {Case{45351, "yyyy-mm-dd", "2024-02-29"}, {1, "d/m/yy", "1/1/00"}, {61, "yyyy-mm-dd", "1900-03-01"},
                        {45291.75347, "d mmm yyyy h:mm AM/PM", "31 Dec 2023 6:05 PM"}, {0.5, "h:mm:ss", "12:00:00"},
                        {1.5, "[h]:mm", "36:00"}, {45351, "dddd, mmmm d", "Thursday, February 29"}, {0.02, "mm:ss", "28:48"},
                        {-1, "yyyy", "-1"}, {45351, "yyyy\"年\"m\"月\"", "2024年2月"}}) {
    EXPECT_TRUE(is_date_format(c.code)) << c.code;
    EXPECT_EQ(format_number(c.value, c.code, false), c.shown) << c.code;
  }
  EXPECT_EQ(format_number(0, "yyyy-mm-dd", true), "1904-01-01");
  for (const char* code : {"General", "0.00", "\"day\" 0", "#,##0 [Red]", "@"}) EXPECT_FALSE(is_date_format(code)) << code;
}

}  // namespace
}  // namespace baton::detail
