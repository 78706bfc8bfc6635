#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>

namespace baton::test {

/// The fields of a message of Protocol Buffers, one after another.
class ProtoFields {
 public:
  explicit ProtoFields(std::string_view message) : rest_(message) {}
  /// False at the end. `bytes` is what a field of length or of four bytes holds.
  bool next() {
    if (rest_.empty()) return false;
    const auto key = varint();
    field = static_cast<unsigned>(key >> 3U);
    const auto kind = key & 7U;
    number = kind == 0 ? varint() : 0;
    const std::size_t size = kind == 2 ? varint() : kind == 5 ? 4 : kind == 1 ? 8 : 0;
    bytes = rest_.substr(0, size);
    rest_.remove_prefix(bytes.size());
    return true;
  }
  unsigned field = 0;
  std::uint64_t number = 0;
  std::string_view bytes;

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::string_view rest_;
};

/// The tokenizer.json of a SentencePiece unigram model, as Hugging Face's converter writes it (sentencepiece_model.proto:
/// pieces are field 1 with text 1 and score 2, the normalizer is field 3 with its map in field 2).
inline nlohmann::json converted_sentencepiece(std::string_view model) {
  nlohmann::json vocabulary = nlohmann::json::array();
  std::string map;
  for (ProtoFields fields(model); fields.next();) {
    if (fields.field == 1) {
      std::string text;
      float score = 0;
      for (ProtoFields piece(fields.bytes); piece.next();) {
        if (piece.field == 1) text = piece.bytes;
        if (piece.field == 2) std::memcpy(&score, piece.bytes.data(), sizeof score);
      }
      vocabulary.push_back({text, score});
    } else if (fields.field == 3) {
      for (ProtoFields spec(fields.bytes); spec.next();) {
        if (spec.field == 2) map = spec.bytes;
      }
    }
  }
  const nlohmann::json metaspace = {{"type", "Metaspace"}, {"replacement", "\u2581"}, {"prepend_scheme", "always"}, {"split", true}};
  const nlohmann::json precompiled = {{"type", "Precompiled"}, {"precompiled_charsmap", base64_encode(map)}};
  const nlohmann::json replace = {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", " "}};
  return {{"normalizer", {{"type", "Sequence"}, {"normalizers", {precompiled, replace}}}},
          {"pre_tokenizer", metaspace},
          {"decoder", metaspace},
          {"model", {{"type", "Unigram"}, {"unk_id", 0}, {"vocab", vocabulary}}}};
}

}  // namespace baton::test
