#include "provider/offline/answer.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "provider/offline/ranking.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr double worth_adding = 0.6;  // of the best score; elsewhere in the text
constexpr double worth_beside = 0.4;  // of the best score; next to a chosen sentence
constexpr double too_alike = 0.6;      // Jaccard similarity of two quotes
constexpr std::size_t most_followers = 6;

using Picks = std::vector<std::size_t>;

double similarity(const Candidate& a, const Candidate& c) {
  std::set<std::string_view> left(a.stems.begin(), a.stems.end());
  std::set<std::string_view> right(c.stems.begin(), c.stems.end());
  left.erase("");
  right.erase("");
  std::size_t both = 0;
  for (const auto& word : left) both += right.contains(word) ? 1U : 0U;
  const std::size_t all = left.size() + right.size() - both;
  return all == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(all);
}

// A sentence that leans on the one before it.
bool leans_back(std::string_view text) {
  constexpr std::array<std::string_view, 12> starts = {"It ",    "This ", "They ",    "These ",   "That ", "Those ",
                                                       "There ", "Then ", "However,", "Otherwise", "But ",  "Its "};
  return std::ranges::any_of(starts, [&](auto start) { return text.starts_with(start); });
}

class Chooser {
 public:
  Chooser(const std::vector<Candidate>& all, const ExtractiveOptions& options) : all_(all), options_(options) {}

  Picks run() {
    std::vector<std::size_t> order(all_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, [&](auto a, auto c) { return value(a) != value(c) ? value(a) > value(c) : a < c; });
    if (order.empty() || !enough(order.front())) return {};
    const double best = value(order.front());
    const double covered = 0.75 * all_[order.front()].coverage;
    for (const std::size_t i : order) {
      if (count_ >= options_.max_sentences || value(i) < worth_beside * best) break;
      const bool near = beside(i);
      const bool worth = near || (value(i) >= worth_adding * best && all_[i].coverage >= covered);
      if (worth && enough(i) && !repeats(i)) take(i);
    }
    return picks_;
  }

 private:
  // A sentence beside a chosen one reads on: it needs less to be added.
  [[nodiscard]] bool beside(std::size_t i) const {
    const auto near = [&](std::size_t p) {
      return (p + 1 == i || i + 1 == p) && together(p, i) && all_[p].unit.paragraph == all_[i].unit.paragraph;
    };
    return std::ranges::any_of(picks_, near);
  }
  [[nodiscard]] double value(std::size_t i) const { return all_[i].score; }
  [[nodiscard]] bool enough(std::size_t i) const {
    return all_[i].score > 0 && all_[i].coverage >= options_.min_coverage && all_[i].unit.kind != UnitKind::heading;
  }
  [[nodiscard]] bool taken(std::size_t i) const { return std::ranges::find(picks_, i) != picks_.end(); }
  [[nodiscard]] bool repeats(std::size_t i) const {
    return taken(i) || std::ranges::any_of(picks_, [&](auto p) { return similarity(all_[p], all_[i]) > too_alike; });
  }
  [[nodiscard]] bool together(std::size_t a, std::size_t c) const {
    return a < all_.size() && c < all_.size() && all_[a].passage == all_[c].passage;
  }

  void take(std::size_t i) {
    const auto& text = all_[i].unit.text;
    const bool before = i > 0 && together(i - 1, i) && all_[i - 1].unit.kind == UnitKind::sentence;
    if (before && leans_back(text) && all_[i - 1].unit.paragraph == all_[i].unit.paragraph) add(i - 1);
    add(i);
    ++count_;
    if (text.ends_with(':')) follow(i);
    if (all_[i].unit.kind == UnitKind::code && before && all_[i - 1].unit.text.ends_with(':')) add(i - 1);
  }

  // "The steps are:" is answered by the list or the code after it.
  void follow(std::size_t i) {
    for (std::size_t next = i + 1; next < all_.size() && next <= i + most_followers; ++next) {
      const auto kind = all_[next].unit.kind;
      const bool belongs = kind == UnitKind::item || kind == UnitKind::code || kind == UnitKind::row;
      if (!together(i, next) || !belongs || kind != all_[i + 1].unit.kind) break;
      if (kind == UnitKind::code && next > i + 1) break;
      add(next);
    }
  }

  void add(std::size_t i) {
    if (!taken(i)) picks_.push_back(i);
  }

  const std::vector<Candidate>& all_;
  const ExtractiveOptions& options_;
  Picks picks_;
  std::size_t count_ = 0;
};

std::string quoted(const Unit& unit) {
  switch (unit.kind) {
    case UnitKind::item: return "- " + unit.text;
    case UnitKind::row: return "| " + unit.text + " |";
    case UnitKind::code: return "```\n" + unit.text + "\n```";
    case UnitKind::sentence: case UnitKind::heading: break;
  }
  // A passage may end in the middle of a sentence.
  const bool whole = std::string_view(".!?:;`)\"'*").find(unit.text.back()) != std::string_view::npos;
  const bool wide = static_cast<unsigned char>(unit.text.back()) >= 0x80;
  return whole || wide ? unit.text : unit.text + " \u2026";
}

// The picks of one passage in their order, running text joined and lists and code on lines of their own.
std::string passage_text(const std::vector<Candidate>& all, const Picks& picks) {
  std::string text;
  const bool alone = picks.size() == 1 && all[picks[0]].unit.kind == UnitKind::item;
  if (alone) return all[picks[0]].unit.text;
  for (std::size_t n = 0; n < picks.size(); ++n) {
    const auto& unit = all[picks[n]].unit;
    const bool prose = unit.kind == UnitKind::sentence;
    const bool after_prose = n > 0 && all[picks[n - 1]].unit.kind == UnitKind::sentence;
    if (n > 0) text += prose && after_prose ? (picks[n] == picks[n - 1] + 1 ? " " : " \u2026 ") : "\n";
    text += quoted(unit);
  }
  return text;
}

void append_mark(std::string& text, int mark) {
  if (mark == 0) return;
  text += text.ends_with("```") ? "\n" : " ";
  text += "[" + std::to_string(mark) + "]";
}

// Passages in the order of their best sentence; inside one, the order of the source.
std::string compose(const std::vector<Candidate>& all, const Picks& picks, const std::vector<Passage>& passages) {
  std::vector<std::size_t> order;
  for (const auto pick : picks) {
    if (std::ranges::find(order, all[pick].passage) == order.end()) order.push_back(all[pick].passage);
  }
  std::string answer;
  for (const auto passage : order) {
    Picks own;
    std::ranges::copy_if(picks, std::back_inserter(own), [&](auto p) { return all[p].passage == passage; });
    std::ranges::sort(own);
    if (!answer.empty()) answer += "\n\n";
    answer += passage_text(all, own);
    append_mark(answer, passages[passage].mark);
  }
  return answer;
}

}  // namespace

std::string extract_answer(const Reading& reading, const ExtractiveOptions& options) {
  auto question = analyse(reading.question, reading.earlier);
  const auto all = rank(question, reading.passages);
  const auto picks = Chooser(all, options).run();
  return picks.empty() ? options.not_found : compose(all, picks, reading.passages);
}

}  // namespace baton::inline v0::offline
