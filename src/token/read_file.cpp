#include "token/read_file.hpp"

#include <filesystem>
#include <fstream>

#include <baton/core/error.hpp>

namespace baton::inline v0::token {

std::string read_file(const std::string& path, const Limits& limits) {
  std::error_code failure;
  const auto size = std::filesystem::is_regular_file(path, failure) ? std::filesystem::file_size(path, failure) : 0;
  if (failure || !std::filesystem::is_regular_file(path, failure)) throw Error(ErrorCode::not_found, "no readable file '" + path + "': check the path");
  if (size > limits.bytes) throw Error(ErrorCode::limit_exceeded, "'" + path + "' is over Limits::bytes (" + std::to_string(limits.bytes) + ")");
  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file) throw Error(ErrorCode::io_error, "could not read '" + path + "'");
  return text;
}

}  // namespace baton::inline v0::token
