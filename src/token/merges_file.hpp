#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <baton/core/limits.hpp>

#include "token/json_part.hpp"
#include "token/merge_table.hpp"

namespace baton::inline v0::token {

/// The `merges` of a tokenizer.json.
struct MergeList {
  MergeTable table;
  std::vector<std::uint32_t> made;  ///< by rank
};

/// `find`: the id of a token as the file writes it, or `no_token`.
[[nodiscard]] MergeList read_merges(const json& model, const std::function<std::uint32_t(const std::string&)>& find, const Limits& limits);

/// Refuses what no model of pairs here does: dropout, and marks inside and at the end of words.
void refuse_pair_options(const json& model);

}  // namespace baton::inline v0::token
