#include "token/byte_level_codec.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include "token/merger.hpp"
#include "token/normal_form.hpp"
#include "token/piece_cache.hpp"

namespace baton::inline v0::token {
namespace {

using ByteIds = std::array<std::uint32_t, 256>;

class ByteLevelEncoder final : public CodecEncoder {
 public:
  ByteLevelEncoder(const ByteLevelModel& model, const PatternScanner& scanner, const ByteIds& bytes, std::vector<std::uint32_t>& ids)
      : model_(model), scanner_(scanner), bytes_(bytes), ids_(ids), merger_(model.merges, model.made) {}

  void append(std::string_view text, bool /*first*/) override {
    if (text.empty()) return;
    std::string changed;
    if (model_.prefix_space && text[0] != ' ') text = changed = ' ' + std::string(text);
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end;) {
      const char* behind = scanner_.next(at, end);
      append_piece({at, static_cast<std::size_t>(behind - at)});
      at = behind;
    }
  }

 private:
  void append_piece(std::string_view piece) {
    if (model_.whole_pieces) {
      if (const auto whole = model_.vocabulary.find(piece); whole != no_token) return ids_.push_back(whole);
    }
    if (cache_.append(piece, ids_)) return;
    symbols_.clear();
    for (const char c : piece) symbols_.push_back(bytes_[static_cast<unsigned char>(c)]);
    const auto before = ids_.size();
    merger_.merge(symbols_, ids_);
    cache_.keep(piece, std::span(ids_).subspan(before));
  }

  const ByteLevelModel& model_;
  const PatternScanner& scanner_;
  const ByteIds& bytes_;
  std::vector<std::uint32_t>& ids_;
  Merger merger_;
  PieceCache cache_;
  std::vector<std::uint32_t> symbols_;
};

class ByteLevelCodec final : public Codec {
 public:
  explicit ByteLevelCodec(ByteLevelModel model) : model_(std::move(model)), scanner_(model_.pattern) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      bytes_[byte] = model_.vocabulary.find({&c, 1});
    }
  }

  std::string_view normalized(std::string_view text, std::string& room) const override {
    if (!model_.nfc) return text;
    return room = to_form(text, NormalForm::c);
  }
  std::unique_ptr<CodecEncoder> encoder(bool /*specials*/, std::vector<std::uint32_t>& ids) const override {
    return std::make_unique<ByteLevelEncoder>(model_, scanner_, bytes_, ids);
  }
  std::string decode(std::span<const std::uint32_t> ids, const std::unordered_map<std::uint32_t, std::string>& added) const override {
    std::string text;
    for (const auto id : ids) {
      if (const auto found = added.find(id); found != added.end()) {
        text += found->second;
      } else if (const auto bytes = model_.vocabulary.bytes_of(id); !bytes.empty()) {
        text += bytes;
      } else {
        no_such_token(id);
      }
    }
    return text;
  }

 private:
  ByteLevelModel model_;
  PatternScanner scanner_;
  ByteIds bytes_{};
};

}  // namespace

std::unique_ptr<const Codec> byte_level_codec(ByteLevelModel model) { return std::make_unique<const ByteLevelCodec>(std::move(model)); }

}  // namespace baton::inline v0::token
