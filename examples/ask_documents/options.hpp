#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace ask {

/// What the command line says.
struct Options {
  std::filesystem::path folder;
  std::string question;  ///< empty: a conversation
  std::string model = "offline/extractive";
  std::string embedder = "offline/hashing";
  std::filesystem::path index;  ///< where the index lies; by default in the user's cache directory
  std::size_t passages = 8;
  bool json = false;
  bool rebuild = false;
  bool verbose = false;
  bool help = false;
};

extern const char* const usage;

/// Throws `baton::Error` that says which argument is wrong.
[[nodiscard]] Options parse_options(int argc, char** argv);

}  // namespace ask
