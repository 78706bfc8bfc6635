#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// `text` as it may stand in HTML, also in an attribute.
[[nodiscard]] std::string escape_html(std::string_view text);
/// "0.123"
[[nodiscard]] std::string three_digits(double value);

/// Values from 0 to 1 for one label, one for each series.
struct BarGroup {
  std::string label;
  std::vector<double> values;
};

/// Bars from 0 to 1 side by side, as an SVG element; the series have the classes s0, s1, ….
[[nodiscard]] std::string bar_plot(std::span<const BarGroup> groups);

/// How values from 0 to 1 are distributed, in ten classes, as an SVG element.
[[nodiscard]] std::string histogram(std::span<const double> values);

}  // namespace baton::inline v0::detail
