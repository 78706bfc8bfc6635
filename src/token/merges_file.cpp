#include "token/merges_file.hpp"

#include <utility>

#include "token/byte_vocabulary.hpp"
#include "token/file_limits.hpp"

namespace baton::inline v0::token {
namespace {

std::pair<std::string, std::string> merge_pair(const json& entry, const std::string& place) {
  if (entry.is_array() && entry.size() == 2) return {text(entry[0], place), text(entry[1], place)};
  const auto& both = text(entry, place);
  const auto space = both.find(' ');
  if (space == std::string::npos) malformed(place + " is no pair");
  return {both.substr(0, space), both.substr(space + 1)};
}

}  // namespace

MergeList read_merges(const json& model, const std::function<std::uint32_t(const std::string&)>& find, const Limits& limits) {
  const json& merges = member(model, "merges");
  if (!merges.is_array()) malformed("model.merges is no list");
  keep_within(merges.size(), "merges", limits);
  if (merges.size() >= MergeTable::no_rank) throw Error(ErrorCode::limit_exceeded, "tokenizer.json has more merges than " + std::to_string(MergeTable::no_rank - 1));
  MergeList list{.table = MergeTable(merges.size()), .made = {}};
  for (std::size_t rank = 0; rank < merges.size(); ++rank) {
    const auto place = "model.merges[" + std::to_string(rank) + ']';
    const auto [left, right] = merge_pair(merges[rank], place);
    const auto id = [&](const std::string& token) {
      const auto found = find(token);
      if (found == no_token) malformed(place + " names or makes a token that model.vocab lacks");
      return found;
    };
    list.made.push_back(id(left + right));
    list.table.add(id(left), id(right), static_cast<std::uint32_t>(rank));
  }
  return list;
}

void refuse_pair_options(const json& model) {
  for (const char* name : {"dropout", "continuing_subword_prefix", "end_of_word_suffix"}) {
    const json& value = member(model, name);
    const bool off = value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) || (value.is_number() && value.get<double>() == 0);
    if (!off) not_supported(std::string("model.") + name);
  }
}

}  // namespace baton::inline v0::token
