#include "token/pre_tokenizer.hpp"

#include <cstddef>
#include <utility>

#include "token/text_class.hpp"
#include "token/text_codes.hpp"

namespace baton::inline v0::token {
namespace {

/// Collects the pieces that one piece falls into.
class PieceCutter {
 public:
  PieceCutter(TextPiece whole, std::vector<TextPiece>& out) : whole_(whole), out_(out) {}
  void cut(std::size_t at) {
    if (at > begin_) out_.push_back({whole_.text.substr(begin_, at - begin_), whole_.first && begin_ == 0});
    begin_ = at;
  }
  void drop(std::size_t begin, std::size_t end) {
    cut(begin);
    begin_ = end;
  }
  void delimiter(std::size_t begin, std::size_t end, Delimiter what) {
    if (what == Delimiter::removed) return drop(begin, end);
    if (what != Delimiter::with_previous) cut(begin);
    if (what != Delimiter::with_next) cut(end);
  }

 private:
  TextPiece whole_;
  std::vector<TextPiece>& out_;
  std::size_t begin_ = 0;
};

template <class Cut>
void cut_each(TextPieces& pieces, Cut&& cut) {
  std::vector<TextPiece> out;
  out.reserve(pieces.list.size() * 2);
  for (const auto& piece : pieces.list) {
    PieceCutter cutter(piece, out);
    cut(piece.text, cutter);
    cutter.cut(piece.text.size());
  }
  pieces.list = std::move(out);
}

// Cuts where the kind changes, and drops what is of the kind 0.
template <class KindOf>
void cut_runs(TextPieces& pieces, KindOf&& kind_of) {
  cut_each(pieces, [&](std::string_view text, PieceCutter& cutter) {
    int before = -1;
    std::size_t at = 0;
    for_each_code(text, [&](char32_t code, std::string_view bytes) {
      const int kind = kind_of(code);
      if (kind == 0) cutter.drop(at, at + bytes.size());
      else if (kind != before) cutter.cut(at);
      before = kind;
      at += bytes.size();
    });
  });
}

}  // namespace

void cut_white_space(TextPieces& pieces) {
  cut_runs(pieces, [](char32_t code) { return is_white(code) ? 0 : 1; });
}

void cut_words(TextPieces& pieces) {
  cut_runs(pieces, [](char32_t code) {
    if (is_white(code)) return 0;
    return (TextTable::get().of(code) & word) != 0 ? 1 : 2;
  });
}

void cut_punctuation(TextPieces& pieces, Delimiter what) {
  if (what == Delimiter::contiguous) return cut_runs(pieces, [](char32_t code) { return is_bert_punctuation(code) ? 1 : 2; });
  cut_each(pieces, [&](std::string_view text, PieceCutter& cutter) {
    std::size_t at = 0;
    for_each_code(text, [&](char32_t code, std::string_view bytes) {
      if (is_bert_punctuation(code)) cutter.delimiter(at, at + bytes.size(), what);
      at += bytes.size();
    });
  });
}

void cut_at(TextPieces& pieces, std::string_view delimiter, Delimiter what) {
  cut_each(pieces, [&](std::string_view text, PieceCutter& cutter) {
    for (auto at = text.find(delimiter); at != std::string_view::npos; at = text.find(delimiter, at + delimiter.size())) {
      cutter.delimiter(at, at + delimiter.size(), what);
    }
  });
}

}  // namespace baton::inline v0::token
