#include <baton/http/http.hpp>

#include <algorithm>

namespace baton::inline v0 {
namespace {

char to_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace

std::string_view HttpHead::header(std::string_view name) const noexcept {
  for (const auto& each : headers) {
    if (same_name(each.name, name)) return each.value;
  }
  return {};
}

}  // namespace baton::inline v0
