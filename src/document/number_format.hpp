#pragma once

#include <string>
#include <string_view>

namespace baton::inline v0::detail {

/// Whether a format code of a spreadsheet shows a date or a time: "yyyy-mm-dd", "[h]:mm".
bool is_date_format(std::string_view code);

/// A number as a spreadsheet shows it with that format code (ECMA-376 part 1, 18.8.31): digits,
/// thousands, percent, exponents, literals, sections for negative and zero; dates and times from
/// serial days (`from_1904` shifts their origin). Fractions are shown as decimals, and what cannot be
/// a date in years 1 to 9999 as a plain number.
std::string format_number(double value, std::string_view code, bool from_1904);

/// The format code of a built-in id (18.8.30); "General" for those that have none.
std::string_view builtin_format(unsigned id);

}  // namespace baton::inline v0::detail
