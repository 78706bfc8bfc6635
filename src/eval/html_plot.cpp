#include "eval/html_plot.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace baton::inline v0::detail {
namespace {

constexpr int plot_height = 120;
constexpr int bar_width = 18;
constexpr int group_gap = 22;
constexpr int label_height = 18;

int height_of(double value) { return static_cast<int>(std::clamp(value, 0.0, 1.0) * plot_height + 0.5); }

std::string bar(int x, double value, std::size_t series, std::string_view title) {
  const int height = height_of(value);
  return fmt::format(R"(<rect class="s{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>)", series % 6, x,
                     plot_height - height, bar_width - 2, height, escape_html(title));
}

std::string svg(int width, std::string_view inside) {
  return fmt::format(R"(<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img">)"
                     R"(<line class="axis" x1="0" y1="{2}" x2="{0}" y2="{2}"/>{3}</svg>)",
                     width, plot_height + label_height, plot_height, inside);
}

std::string label_at(double x, std::string_view text) {
  return fmt::format(R"(<text x="{}" y="{}">{}</text>)", x, plot_height + 13, escape_html(text));
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return out;
}

std::string three_digits(double value) { return fmt::format("{:.3f}", value); }

std::string bar_plot(std::span<const BarGroup> groups) {
  std::string inside;
  int x = 4;
  for (const auto& group : groups) {
    const int wide = static_cast<int>(group.values.size()) * bar_width;
    // About seven points a letter.
    const int room = std::max(wide, static_cast<int>(group.label.size()) * 7);
    int at = x + (room - wide) / 2;
    for (std::size_t series = 0; series < group.values.size(); ++series, at += bar_width) {
      inside += bar(at, group.values[series], series, group.label + ": " + three_digits(group.values[series]));
    }
    inside += label_at(x + room / 2.0, group.label);
    x += room + group_gap;
  }
  return svg(x, inside);
}

std::string histogram(std::span<const double> values) {
  std::array<std::size_t, 10> classes{};
  for (const double value : values) ++classes[std::min<std::size_t>(9, static_cast<std::size_t>(std::max(0.0, value) * 10))];
  const std::size_t most = std::max<std::size_t>(1, *std::max_element(classes.begin(), classes.end()));
  std::string inside;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const double share = static_cast<double>(classes[i]) / static_cast<double>(most);
    inside += bar(4 + static_cast<int>(i) * bar_width, share, 0,
                  fmt::format("{:.1f} to {:.1f}: {} questions", static_cast<double>(i) / 10, static_cast<double>(i + 1) / 10, classes[i]));
  }
  inside += label_at(10, "0") + label_at(4 + 10 * bar_width - 8, "1");
  return svg(8 + 10 * bar_width, inside);
}

}  // namespace baton::inline v0::detail
