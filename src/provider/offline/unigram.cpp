#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/offline/tokenizer.hpp"
#include "provider/offline/unicode.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::string_view word_mark = "\u2581";
constexpr double unknown_penalty = 10.0;  // as SentencePiece has it

// Single spaces turned into word marks, none at the ends.
std::string mark_words(std::string_view text, bool add_prefix) {
  std::string out;
  bool pending = add_prefix;
  for (const char c : text) {
    if (c == ' ') {
      pending = pending || !out.empty();
      continue;
    }
    if (std::exchange(pending, false)) out += word_mark;
    out += c;
  }
  return out;
}

class Unigram : public Tokenizer {
 public:
  Unigram(const std::vector<UnigramPiece>& pieces, UnigramOptions options) : options_(std::move(options)) {
    double lowest = 0;
    scores_.reserve(pieces.size());
    for (std::size_t id = 0; id < pieces.size(); ++id) {
      scores_.push_back(pieces[id].score);
      if (id == options_.unknown || pieces[id].text.empty()) continue;
      lowest = std::min(lowest, pieces[id].score);
      longest_ = std::max(longest_, pieces[id].text.size());
      vocabulary_.emplace(pieces[id].text, static_cast<std::uint32_t>(id));
    }
    unknown_score_ = lowest - unknown_penalty;
  }

  std::vector<std::uint32_t> encode(std::string_view text) const override {
    const auto marked = mark_words(normalise(text, options_.normalisation), options_.add_prefix);
    const auto best = viterbi(marked);
    std::vector<Step> path;
    for (std::size_t at = marked.size(); at > 0; at = best[at].from) path.push_back({best[at].from, best[at].id, at});
    std::vector<std::uint32_t> ids;
    for (auto step = path.rbegin(); step != path.rend(); ++step) {
      if (step->id != none) ids.push_back(step->id);
      else if (options_.byte_fallback) append_bytes(std::string_view(marked).substr(step->from, step->to - step->from), ids);
    }
    return ids;
  }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  struct Node {
    double score = -std::numeric_limits<double>::infinity();
    std::size_t from = 0;
    std::uint32_t id = none;
  };
  struct Step {
    std::size_t from;
    std::uint32_t id;
    std::size_t to;
  };

  // The best way to reach every byte at which a code point starts.
  std::vector<Node> viterbi(std::string_view text) const {
    std::vector<Node> best(text.size() + 1);
    best[0].score = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t first = decode_utf8(text, at).size;
      bool single = false;
      for (std::size_t end = at + first; end <= text.size() && end - at <= longest_;) {
        const auto found = vocabulary_.find(text.substr(at, end - at));
        if (found != vocabulary_.end()) {
          improve(best[end], best[at].score + scores_[found->second], at, found->second);
          single = single || end == at + first;
        }
        if (end == text.size()) break;
        end += decode_utf8(text, end).size;
      }
      if (!single) improve(best[at + first], best[at].score + unknown_score_, at, none);
      at += first;
    }
    return best;
  }

  static void improve(Node& node, double score, std::size_t from, std::uint32_t id) {
    if (score > node.score) node = {score, from, id};
  }

  void append_bytes(std::string_view bytes, std::vector<std::uint32_t>& ids) const {
    constexpr std::string_view hex = "0123456789ABCDEF";
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      const std::array<char, 6> piece = {'<', '0', 'x', hex[byte >> 4U], hex[byte & 15U], '>'};
      const auto found = vocabulary_.find(std::string_view(piece.data(), piece.size()));
      if (found != vocabulary_.end()) ids.push_back(found->second);
    }
  }

  UnigramOptions options_;
  Vocabulary vocabulary_;
  std::vector<double> scores_;
  double unknown_score_ = 0;
  std::size_t longest_ = 0;
};

}  // namespace

std::unique_ptr<const Tokenizer> unigram(const std::vector<UnigramPiece>& pieces, UnigramOptions options) {
  return std::make_unique<const Unigram>(pieces, std::move(options));
}

}  // namespace baton::inline v0::offline
