#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "token/merge_table.hpp"

/// Reading of a `tokenizer.json`, each error of which names the field.
namespace baton::inline v0::token {

using nlohmann::json;

[[noreturn]] inline void malformed(const std::string& what) { throw Error(ErrorCode::data_corrupt, "tokenizer.json is malformed: " + what.substr(0, 300)); }
[[noreturn]] inline void not_supported(const std::string& what) {
  throw Error(ErrorCode::unsupported, "tokenizer.json: " + what.substr(0, 300) + " is not supported: convert the tokenizer, or count with estimate_tokens");
}

/// The member, or null when there is none.
inline const json& member(const json& part, const char* name) {
  static const json nothing;
  const auto found = part.find(name);
  return found == part.end() ? nothing : *found;
}

inline bool flag(const json& part, const char* name, bool otherwise) {
  const json& value = member(part, name);
  if (value.is_null()) return otherwise;
  if (!value.is_boolean()) malformed(std::string(name) + " is not true or false");
  return value.get<bool>();
}

inline const std::string& text(const json& value, const std::string& place) {
  if (!value.is_string()) malformed(place + " is no text");
  return value.get_ref<const std::string&>();
}

/// An id that tables can hold.
inline std::uint32_t id_of(const json& value, const std::string& place) {
  constexpr std::uint64_t largest = MergeTable::largest_id;
  if (!value.is_number_unsigned()) malformed(place + " is no id");
  if (value.get<std::uint64_t>() > largest) throw Error(ErrorCode::limit_exceeded, "tokenizer.json: " + place + " has an id above " + std::to_string(largest));
  return static_cast<std::uint32_t>(value.get<std::uint64_t>());
}

/// The `type` of a part that is an object.
inline const std::string& type_of(const json& part, const std::string& place) {
  if (!part.is_object()) malformed(place + " is no object");
  return text(member(part, "type"), place + ".type");
}

/// The members of a Sequence in order, the part itself, or nothing for null.
inline std::vector<std::pair<std::string, const json*>> steps(const json& part, const std::string& place, const char* list) {
  if (part.is_null()) return {};
  if (type_of(part, place) != "Sequence") return {{place, &part}};
  const json& members = member(part, list);
  if (!members.is_array()) malformed(place + '.' + list + " is no list");
  std::vector<std::pair<std::string, const json*>> all;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (auto& inner : steps(members[i], place + '.' + list + '[' + std::to_string(i) + ']', list)) all.push_back(std::move(inner));
  }
  return all;
}

}  // namespace baton::inline v0::token
