#include "pattern.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include <re2/re2.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

bool is_hex(std::string_view text) {
  return text.size() == 4 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

// ECMA writes \uXXXX and (?<name>…) where RE2 wants \x{XXXX} and (?P<name>…), allows a hyphen to be
// escaped, and has no \A, \z, \Q of its own.
std::string to_re2(std::string_view ecma) {
  std::string out;
  for (std::size_t i = 0; i < ecma.size(); ++i) {
    const std::string_view rest = ecma.substr(i);
    if (rest.starts_with("\\u") && is_hex(rest.substr(2, 4))) {
      out.append("\\x{").append(rest.substr(2, 4)).append("}");
      i += 5;
    } else if (rest.starts_with("\\") && rest.size() > 1) {
      out.append(rest.substr(0, 2));
      ++i;
    } else if (rest.starts_with("(?<") && !rest.starts_with("(?<=") && !rest.starts_with("(?<!")) {
      out += "(?P<";
      i += 2;
    } else {
      out += ecma[i];
    }
  }
  return out;
}

}  // namespace

Pattern::Pattern(std::string_view ecma) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  compiled_ = std::make_unique<re2::RE2>(to_re2(ecma), options);
  if (!compiled_->ok()) {
    throw Error(ErrorCode::unsupported, "the pattern '" + std::string(ecma) +
                                            "' cannot be used: " + compiled_->error() +
                                            "; write it without look-around and back references");
  }
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

const Pattern& cached_pattern(std::string_view ecma) {
  static std::mutex mutex;
  static std::map<std::string, Pattern, std::less<>> patterns;
  const std::lock_guard lock(mutex);
  auto found = patterns.find(ecma);
  if (found == patterns.end()) found = patterns.emplace(std::string(ecma), Pattern(ecma)).first;
  return found->second;
}

std::size_t count_code_points(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace baton::inline v0
