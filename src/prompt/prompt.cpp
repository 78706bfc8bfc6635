#include <baton/prompt/prompt.hpp>

#include <array>
#include <charconv>

namespace baton::inline v0::detail {
namespace {

template <class Number>
void append_digits(std::string& out, Number value) {
  std::array<char, 64> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_number(std::string& out, long long value) { append_digits(out, value); }
void append_number(std::string& out, unsigned long long value) { append_digits(out, value); }
void append_number(std::string& out, float value) { append_digits(out, value); }
void append_number(std::string& out, double value) { append_digits(out, value); }
void append_number(std::string& out, long double value) { append_digits(out, value); }

}  // namespace baton::inline v0::detail
