#include "token/unigram.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "token/byte_fallback.hpp"
#include "token/character.hpp"
#include "token/piece_trie.hpp"

namespace baton::inline v0::token {
namespace {

constexpr double unknown_penalty = 10.0;

class UnigramPieces final : public PieceModel {
 public:
  explicit UnigramPieces(UnigramModel model) : model_(std::move(model)), special_(model_.pieces.size()) {
    std::vector<std::pair<std::string_view, std::uint32_t>> texts;
    double lowest = std::numeric_limits<double>::infinity();
    for (std::uint32_t id = 0; id < model_.pieces.size(); ++id) {
      texts.emplace_back(model_.pieces[id].text, id);
      lowest = std::min(lowest, model_.pieces[id].score);
      special_[id] = model_.specials.contains(id);
    }
    trie_ = PieceTrie(std::move(texts));
    unknown_score_ = lowest - unknown_penalty;
    if (model_.byte_fallback) bytes_ = ByteFallback([this](std::string_view token) { return find(token); });
  }

  void append(std::string_view piece, bool specials, std::vector<std::uint32_t>& ids) const override {
    const auto best = viterbi(piece, specials);
    std::vector<Span> path;
    for (std::size_t at = piece.size(); at > 0; at = best[at].from) {
      const bool unknown = best[at].id == PieceTrie::none || best[at].id == model_.unknown;
      if (unknown && !path.empty() && path.back().unknown) path.back().from = best[at].from;
      else path.push_back({best[at].from, at, best[at].id, unknown});
    }
    for (auto span = path.rbegin(); span != path.rend(); ++span) {
      if (span->unknown) append_unknown(piece.substr(span->from, span->to - span->from), specials, ids);
      else ids.push_back(span->id);
    }
  }
  std::string_view text_of(std::uint32_t id) const override { return id < model_.pieces.size() ? std::string_view(model_.pieces[id].text) : std::string_view(); }
  std::optional<std::uint32_t> unknown() const override { return model_.unknown; }

 private:
  struct Node {
    double score = 0.0;
    std::size_t from = not_reached;
    std::uint32_t id = PieceTrie::none;  ///< none: unknown
  };
  struct Span {
    std::size_t from;
    std::size_t to;
    std::uint32_t id;
    bool unknown;
  };
  static constexpr std::size_t not_reached = static_cast<std::size_t>(-1);

  // The best way to reach every place at which a character begins.
  std::vector<Node> viterbi(std::string_view text, bool specials) const {
    std::vector<Node> best(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t behind = at + decode_code(text.data() + at, text.data() + text.size()).size;
      bool single = false;
      std::uint32_t node = 0;
      for (std::size_t end = at; end < text.size();) {
        node = trie_.next(node, text[end++]);
        if (node == PieceTrie::none) break;
        const auto id = trie_.value(node);
        if (id == PieceTrie::none || (special_[id] && !specials)) continue;
        improve(best[end], best[at].score + model_.pieces[id].score, at, id);
        single = single || end == behind;
      }
      if (!single) improve(best[behind], best[at].score + unknown_score_, at, PieceTrie::none);
      at = behind;
    }
    return best;
  }

  static void improve(Node& node, double score, std::size_t from, std::uint32_t id) noexcept {
    if (node.from == not_reached || score > node.score) node = {score, from, id};
  }

  void append_unknown(std::string_view text, bool specials, std::vector<std::uint32_t>& ids) const {
    if (const auto id = find(text); id && (specials || !special_[*id])) return ids.push_back(*id);
    if (model_.byte_fallback && bytes_.append(text, ids)) return;
    if (model_.unknown) ids.push_back(*model_.unknown);
  }

  std::optional<std::uint32_t> find(std::string_view text) const {
    std::uint32_t node = 0;
    for (const char c : text) {
      node = trie_.next(node, c);
      if (node == PieceTrie::none) return std::nullopt;
    }
    const auto id = trie_.value(node);
    return id == PieceTrie::none ? std::nullopt : std::optional(id);
  }

  UnigramModel model_;
  std::vector<bool> special_;
  PieceTrie trie_;
  ByteFallback bytes_;
  double unknown_score_ = 0.0;
};

}  // namespace

std::unique_ptr<const PieceModel> unigram(UnigramModel model) { return std::make_unique<const UnigramPieces>(std::move(model)); }

}  // namespace baton::inline v0::token
