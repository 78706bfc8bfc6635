#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/index/store.hpp>

#include "support/temp_folder.hpp"

namespace baton::testing {

using test::TempFolder;

inline void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::vector<float> random_vector(std::size_t dimensions, std::mt19937& random) {
  std::normal_distribution<float> normal;
  std::vector<float> vector(dimensions);
  for (float& x : vector) x = normal(random);
  return vector;
}

inline DocumentUpdate document(std::string source, std::vector<std::string> texts) {
  DocumentUpdate update;
  update.record.source = source;
  update.record.sha256 = "hash of " + source;
  std::size_t line = 1;
  for (std::string& text : texts) {
    Chunk chunk;
    chunk.source = source;
    chunk.text = std::move(text);
    chunk.span = {.begin = 0, .end = chunk.text.size(), .first_line = line, .last_line = line};
    ++line;
    update.chunks.push_back(std::move(chunk));
  }
  return update;
}

inline StoreChanges put(DocumentUpdate update) {
  StoreChanges changes;
  changes.put.push_back(std::move(update));
  return changes;
}

/// The code of what `function` throws; `internal` when it throws nothing.
template <class F>
ErrorCode code_of(F&& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace baton::testing
