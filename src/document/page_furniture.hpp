#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace baton::inline v0::detail {

/// A line of a document with pages.
struct PageLine {
  std::string text;
  std::size_t page = 0;
};

/// For each line whether it belongs to the head or foot of its page; see `CleanOptions::page_furniture`. `pages`
/// ascend.
std::vector<bool> page_furniture(const std::vector<PageLine>& lines);

}  // namespace baton::inline v0::detail
