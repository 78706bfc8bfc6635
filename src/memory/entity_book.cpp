#include "memory/entity_book.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/text.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_name_bytes = 200;

std::string folded(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// A name in a script without spaces stands wherever it occurs; one of ASCII letters between others does not.
bool stands_in(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const bool begins = at == 0 || !is_letter(text[at - 1]) || !is_letter(name.front());
    const std::size_t end = at + name.size();
    const bool ends = end == text.size() || !is_letter(text[end]) || !is_letter(name.back());
    const bool wide = (static_cast<unsigned char>(name.front()) & 0x80U) != 0;
    if (wide || (begins && ends)) return true;
  }
  return false;
}

}  // namespace

void EntityBook::put(Entity entity) {
  if (entity.name.empty() || entity.summary.empty() || entity.name.size() > most_name_bytes) return;
  entity.summary.resize(utf8_floor(entity.summary, std::min(max_summary_bytes_, entity.summary.size())));
  const std::string name = folded(entity.name);
  std::erase_if(entities_, [&](const Entity& old) { return folded(old.name) == name; });
  entities_.insert(entities_.begin(), std::move(entity));
  if (entities_.size() > max_entities_) entities_.resize(max_entities_);
}

std::vector<Entity> EntityBook::mentioned_in(std::string_view text, std::size_t most) const {
  const std::string folded_text = folded(text);
  std::vector<Entity> found;
  for (const Entity& entity : entities_) {
    if (found.size() == most) break;
    if (stands_in(folded_text, folded(entity.name))) found.push_back(entity);
  }
  return found;
}

}  // namespace baton::inline v0
