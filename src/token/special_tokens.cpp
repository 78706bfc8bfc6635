#include "token/special_tokens.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0::token {

void SpecialTokens::add(std::string text, std::uint32_t id) {
  if (text.empty()) return;
  auto& entries = by_first_byte_[static_cast<unsigned char>(text[0])];
  if (entries.empty()) first_bytes_ += text[0];
  const auto place = std::ranges::find_if(entries, [&](const Entry& entry) { return entry.text.size() < text.size(); });
  entries.insert(place, {std::move(text), id});
  ++count_;
}

std::optional<SpecialMatch> SpecialTokens::find(std::string_view text, std::size_t from) const {
  if (empty()) return std::nullopt;
  const auto next = [&](std::size_t at) { return first_bytes_.size() == 1 ? text.find(first_bytes_[0], at) : text.find_first_of(first_bytes_, at); };
  for (auto at = next(from); at != std::string_view::npos; at = next(at + 1)) {
    for (const auto& entry : by_first_byte_[static_cast<unsigned char>(text[at])]) {
      if (text.substr(at, entry.text.size()) == entry.text) return SpecialMatch{at, entry.text.size(), entry.id};
    }
  }
  return std::nullopt;
}

}  // namespace baton::inline v0::token
