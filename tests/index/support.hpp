#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <baton/core/error.hpp>
#include <baton/index/store.hpp>

namespace baton::testing {

/// A folder of its own, removed with all its contents.
class TempFolder {
 public:
  TempFolder() {
    static std::atomic<int> counter{0};
    path_ = std::filesystem::temp_directory_path() /
            ("baton-index-" + std::to_string(::getpid()) + "-" + std::to_string(counter++));
    std::filesystem::create_directories(path_);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

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
