#include "document/load_budget.hpp"

#include <algorithm>
#include <string>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {

LoadBudget whole_budget(const LoadOptions& options) {
  return {options.limits.bytes, options.max_parts, options.max_nesting};
}

std::size_t room_for(const LoadInput& input, const LoadOptions& options) {
  return input.budget == nullptr ? options.limits.bytes
                                 : std::min(input.budget->bytes, options.limits.bytes);
}

void charge(const LoadInput& input, const LoadOptions& options, std::size_t bytes) {
  if (bytes > room_for(input, options)) {
    if (input.budget != nullptr) *input.budget = {};
    throw Error(ErrorCode::limit_exceeded,
                "more than " + std::to_string(options.limits.bytes) +
                    " bytes would be unpacked from it: raise limits.bytes to read it");
  }
  if (input.budget != nullptr) input.budget->bytes -= bytes;
}

void take_part(LoadBudget& budget, const LoadOptions& options) {
  if (budget.parts == 0) {
    budget = {};
    throw Error(ErrorCode::limit_exceeded, "it has more than " + std::to_string(options.max_parts) +
                                               " parts: raise max_parts to read it");
  }
  --budget.parts;
}

Error too_nested(const LoadOptions& options) {
  return {ErrorCode::limit_exceeded, "the part is nested deeper than " +
                                         std::to_string(options.max_nesting) +
                                         " containers: raise max_nesting to read it"};
}

std::string part_name(std::string_view name) {
  std::string clean = sanitize_utf8(name);
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return clean;
}

void check_ratio(std::size_t packed, std::size_t unpacked, const Limits& limits) {
  if (unpacked <= ratio_free_bytes) return;
  if (static_cast<double>(unpacked) <= limits.ratio * static_cast<double>(packed)) return;
  throw Error(ErrorCode::limit_exceeded,
              std::to_string(packed) + " packed bytes stand for " + std::to_string(unpacked) +
                  " or more, as in a bomb: raise limits.ratio to read it");
}

}  // namespace baton::inline v0::detail
