#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>

#include <baton/core/error.hpp>

#include "provider/offline/prompt_reader.hpp"
#include "provider/offline/token_table.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::size_t most_dimensions = 65536;

struct Size {
  std::size_t words = 0;
  std::size_t dimensions = 0;
};

// The line "words dimensions".
std::optional<Size> size_line(std::string_view line) {
  Size size;
  const char* end = line.data() + line.size();
  const auto [space, first] = std::from_chars(line.data(), end, size.words);
  if (first != std::errc{} || space == end || *space != ' ') return {};
  const auto [rest, second] = std::from_chars(space + 1, end, size.dimensions);
  if (second != std::errc{} || !trim({rest, static_cast<std::size_t>(end - rest)}).empty()) return {};
  return size;
}

[[noreturn]] void malformed(std::size_t line, const std::string& what) {
  throw Error(ErrorCode::parse_error, "the vector file is malformed at line " + std::to_string(line) + ": " + what);
}

void check_limits(const Limits& limits, std::size_t bytes, std::size_t words) {
  if (bytes > limits.bytes) throw Error(ErrorCode::limit_exceeded, "the vector file is over Limits::bytes");
  if (words > limits.items) throw Error(ErrorCode::limit_exceeded, "the vector file has more words than Limits::items");
}

class TextParser {
 public:
  TextParser(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  WordVectors run() {
    check_limits(limits_, text_.size(), 0);
    while (!text_.empty()) {
      const auto end = std::min(text_.find('\n'), text_.size());
      auto line = text_.substr(0, end);
      text_.remove_prefix(std::min(end + 1, text_.size()));
      ++number_;
      while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
      if (!line.empty()) read(line);
    }
    if (vectors_.words.empty()) malformed(number_, "there is no vector in it");
    return std::move(vectors_);
  }

 private:
  void read(std::string_view line) {
    if (number_ == 1) {
      if (const auto size = size_line(line)) {
        if (size->dimensions == 0 || size->dimensions > most_dimensions) malformed(1, "the dimensions must lie between 1 and 65536");
        vectors_.dimensions = size->dimensions;
        return;
      }
    }
    if (vectors_.dimensions == 0) vectors_.dimensions = count_numbers(line);
    row(line);
  }

  // Without a first line that tells, the first vector's length counts; its word has no space.
  std::size_t count_numbers(std::string_view line) const {
    const auto count = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
    if (count == 0 || count > most_dimensions) malformed(number_, "expected a word and its numbers");
    return count;
  }

  void row(std::string_view line) {
    numbers_.assign(vectors_.dimensions, 0.0F);
    for (std::size_t i = vectors_.dimensions; i-- > 0;) {
      const auto space = line.rfind(' ');
      if (space == std::string_view::npos) malformed(number_, "expected " + std::to_string(vectors_.dimensions) + " numbers after the word");
      numbers_[i] = number(line.substr(space + 1));
      line = line.substr(0, space);
    }
    check_limits(limits_, 0, vectors_.words.size() + 1);
    const auto id = static_cast<std::uint32_t>(vectors_.words.size());
    if (line.empty() || !vectors_.words.emplace(line, id).second) return;
    vectors_.values.insert(vectors_.values.end(), numbers_.begin(), numbers_.end());
  }

  float number(std::string_view text) const {
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool tiny = error == std::errc::result_out_of_range && text.find('-', 1) != std::string_view::npos;
    if (tiny) return 0.0F;
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
      malformed(number_, "'" + std::string(text.substr(0, 32)) + "' is no number");
    }
    return value;
  }

  std::string_view text_;
  const Limits& limits_;
  WordVectors vectors_;
  std::vector<float> numbers_;
  std::size_t number_ = 0;
};

[[noreturn]] void corrupt(std::size_t word, const std::string& what) {
  throw Error(ErrorCode::data_corrupt, "the word2vec file is corrupt at word " + std::to_string(word) + ": " + what + "; download it again");
}

std::size_t read_row(std::string_view bytes, std::size_t at, std::size_t word, WordVectors& vectors) {
  const std::size_t space = bytes.substr(0, std::min(bytes.size(), at + 4096)).find(' ', at);
  if (space == std::string_view::npos) corrupt(word, "it has no end");
  const std::size_t size = vectors.dimensions * sizeof(float);
  if (bytes.size() - space - 1 < size) corrupt(word, "its numbers are cut off");
  auto text = bytes.substr(at, space - at);
  while (text.starts_with('\n')) text.remove_prefix(1);
  const auto id = static_cast<std::uint32_t>(vectors.words.size());
  if (vectors.words.emplace(text, id).second) {
    const std::size_t old = vectors.values.size();
    vectors.values.resize(old + vectors.dimensions);
    std::memcpy(vectors.values.data() + old, bytes.data() + space + 1, size);
    for (std::size_t i = old; i < vectors.values.size(); ++i) {
      if (!std::isfinite(vectors.values[i])) corrupt(word, "a number is not finite");
    }
  }
  return space + 1 + size;
}

}  // namespace

WordVectors parse_text_vectors(std::string_view text, const Limits& limits) { return TextParser(text, limits).run(); }

WordVectors parse_binary_vectors(std::string_view bytes, const Limits& limits) {
  static_assert(std::endian::native == std::endian::little, "the format is little-endian");
  const auto end = bytes.substr(0, 64).find('\n');
  const auto size = end == std::string_view::npos ? std::nullopt : size_line(bytes.substr(0, end));
  if (!size || size->dimensions == 0 || size->dimensions > most_dimensions) corrupt(0, "the first line is not 'words dimensions'");
  check_limits(limits, bytes.size(), size->words);
  WordVectors vectors;
  vectors.dimensions = size->dimensions;
  std::size_t at = end + 1;
  for (std::size_t word = 1; word <= size->words; ++word) at = read_row(bytes, at, word, vectors);
  if (vectors.words.empty()) corrupt(0, "there is no vector in it");
  return vectors;
}

}  // namespace baton::inline v0::offline
