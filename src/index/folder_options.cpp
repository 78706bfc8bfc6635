#include "index/folder_options.hpp"

#include <baton/core/error.hpp>

#include "index/embed_retry.hpp"

namespace baton::inline v0 {
namespace {

std::string bounds_of(const NearDuplicateOptions& options) {
  return std::to_string(options.similarity) + "/" + std::to_string(options.shingle_words);
}

}  // namespace

std::string recipe_of(const IndexOptions& options) {
  std::string recipe = "4 " + name_of(options.split);
  if (options.clean) recipe += ", clean " + name_of(*options.clean);
  if (options.near_duplicates) recipe += ", near_duplicates " + bounds_of(*options.near_duplicates);
  if (options.duplicate_files) recipe += ", duplicate_files " + bounds_of(*options.duplicate_files);
  if (!options.load.main_content) recipe += ", whole pages";
  return recipe;
}

void check_index_options(const IndexOptions& options) {
  detail::check_retry(options.retry);
  for (const auto& each : {options.near_duplicates, options.duplicate_files}) {
    if (each) const NearDuplicates check(*each);
  }
  if ((options.mode == IndexMode::scoped) == options.scope.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "IndexOptions::scope names the paths of IndexMode::scoped, and of no other mode");
  }
  if (options.rebuild && options.mode != IndexMode::full) {
    throw Error(ErrorCode::invalid_argument, "IndexOptions::rebuild needs IndexMode::full");
  }
}

}  // namespace baton::inline v0
