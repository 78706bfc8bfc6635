#pragma once

#include <filesystem>
#include <string>

#include <baton/document/fs_root.hpp>

namespace baton::test {

/// The folder of files that make_files.py had other programs make when the tests were built; without
/// those programs it is empty.
class MadeFiles {
 public:
  [[nodiscard]] bool made() const { return std::filesystem::exists(std::string(BATON_MADE_FILES) + "/outer.zip"); }
  [[nodiscard]] const FsRoot& root() const { return root_; }

 private:
  FsRoot root_{BATON_MADE_FILES};
};

}  // namespace baton::test
