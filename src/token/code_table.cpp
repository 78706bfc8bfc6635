#include "token/code_table.hpp"

#include <map>
#include <string>

namespace baton::inline v0::token {

CodeTable::CodeTable(const std::vector<std::uint8_t>& flat) {
  std::map<std::string, std::uint16_t> known;
  for (std::size_t page = 0; page < index_.size(); ++page) {
    const auto begin = flat.begin() + static_cast<std::ptrdiff_t>(page * 256);
    const std::string content(begin, begin + 256);
    const auto [found, fresh] = known.emplace(content, static_cast<std::uint16_t>(known.size()));
    if (fresh) pages_.insert(pages_.end(), content.begin(), content.end());
    index_[page] = found->second;
  }
}

}  // namespace baton::inline v0::token
