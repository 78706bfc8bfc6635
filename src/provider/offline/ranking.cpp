#include "provider/offline/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "provider/offline/words.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.5;
constexpr double heading_share = 0.6;
constexpr double label_share = 0.35;
constexpr double neighbour_share = 0.5;

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> stems;
  for (const Word& word : split_words(text)) stems.push_back(is_stop_word(word.folded) ? "" : stem(word.folded));
  return stems;
}

// 1 for the same stem, less for a long common beginning ("sqlite" and "sqlite3").
double likeness(std::string_view a, std::string_view c) noexcept {
  if (a == c) return 1.0;
  const auto shorter = std::min(a.size(), c.size());
  const auto longer = std::max(a.size(), c.size());
  if (shorter < 5 || longer - shorter > 3) return 0.0;
  return a.substr(0, shorter) == c.substr(0, shorter) ? 0.7 : 0.0;
}

double best_likeness(std::string_view term, std::span<const std::string> stems) noexcept {
  double best = 0;
  for (const auto& word : stems) best = std::max(best, likeness(term, word));
  return best;
}

std::vector<Candidate> collect_units(const std::vector<Passage>& passages) {
  std::vector<Candidate> all;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    for (auto& unit : split_units(passages[i].text)) {
      auto stems = stems_of(unit.text);
      all.push_back({std::move(unit), i, std::move(stems)});
    }
  }
  return all;
}

// Inverse document frequency with the units as documents; a word that never occurs counts as rare.
void weigh(std::vector<QueryTerm>& terms, const std::vector<Candidate>& all) {
  const auto units = static_cast<double>(all.size());
  for (auto& term : terms) {
    const auto holds = [&](const Candidate& c) { return best_likeness(term.stem, c.stems) > 0; };
    const auto count = static_cast<double>(std::max<std::ptrdiff_t>(1, std::ranges::count_if(all, holds)));
    term.weight *= std::log(1.0 + (units - count + 0.5) / (count + 0.5)) + 0.5;
  }
}

struct Surroundings {
  std::vector<std::string> heading;
  std::vector<std::string> label;
};

class Scorer {
 public:
  Scorer(const Question& question, const std::vector<Passage>& passages, std::vector<Candidate>& all)
      : question_(question), passages_(passages), all_(all) {
    for (const auto& term : question.terms) total_ += term.weight;
    double words = 0;
    for (const auto& c : all) words += static_cast<double>(c.stems.size());
    average_ = all.empty() ? 1.0 : words / static_cast<double>(all.size());
  }

  void run() {
    std::size_t passage = std::numeric_limits<std::size_t>::max();
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].passage != passage) {
        passage = all_[i].passage;
        around_.label = stems_of(passages_[passage].label);
        heading_.clear();
        around_.heading.clear();
      }
      if (all_[i].unit.heading != heading_) {
        heading_ = all_[i].unit.heading;
        around_.heading = stems_of(heading_);
      }
      score(i);
    }
  }

 private:
  // How much of a term stands beside the unit: in its heading, its source's name, the sentences around.
  double nearby(const std::string& term, std::size_t i) const {
    double best = heading_share * best_likeness(term, around_.heading);
    best = std::max(best, label_share * best_likeness(term, around_.label));
    if (i > 0 && all_[i - 1].passage == all_[i].passage) {
      best = std::max(best, neighbour_share * best_likeness(term, all_[i - 1].stems));
    }
    if (i + 1 < all_.size() && all_[i + 1].passage == all_[i].passage) {
      best = std::max(best, 0.6 * neighbour_share * best_likeness(term, all_[i + 1].stems));
    }
    return best;
  }

  double saturated(const std::string& term, const Candidate& c) const {
    double frequency = 0;
    for (const auto& word : c.stems) frequency += likeness(term, word);
    const double length = static_cast<double>(c.stems.size()) / average_;
    return frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length));
  }

  // Shorter is better: the matched terms' span against their number.
  double nearness(const Candidate& c) const {
    std::size_t first = c.stems.size();
    std::size_t last = 0;
    std::size_t found = 0;
    for (const auto& term : question_.terms) {
      const auto at = std::ranges::find_if(c.stems, [&](const auto& w) { return likeness(term.stem, w) > 0; });
      if (at == c.stems.end()) continue;
      const auto place = static_cast<std::size_t>(at - c.stems.begin());
      first = std::min(first, place);
      last = std::max(last, place);
      ++found;
    }
    return found < 2 ? 0.0 : static_cast<double>(found) / static_cast<double>(last - first + 1);
  }

  void score(std::size_t i) {
    Candidate& c = all_[i];
    double own = 0;
    double matched = 0;
    double beside = 0;
    for (const auto& term : question_.terms) {
      const double inside = best_likeness(term.stem, c.stems);
      const double outside = nearby(term.stem, i);
      own += term.weight * saturated(term.stem, c);
      matched += term.weight * std::max(inside, outside);
      if (outside > inside) beside += term.weight * (outside - inside);
    }
    if (own <= 0 || total_ <= 0) return;
    c.coverage = matched / total_;
    const double base = own + 0.7 * beside;
    c.score = base * (0.35 + 0.65 * c.coverage) * (1.0 + 0.25 * nearness(c)) * shape(c) * cue(c);
    c.score /= 1.0 + 0.04 * static_cast<double>(c.passage);
  }

  // Statements before titles, whole sentences before cut ones.
  static double shape(const Candidate& c) {
    const auto& text = c.unit.text;
    double factor = 1.0;
    switch (c.unit.kind) {
      case UnitKind::heading: return 0.15;
      case UnitKind::code: factor = 0.6; break;
      case UnitKind::row: factor = 0.8; break;
      case UnitKind::item: break;
      case UnitKind::sentence:
        if (text.front() >= 'a' && text.front() <= 'z') factor *= 0.8;
        if (std::string_view(".!?:`)").find(text.back()) == std::string_view::npos) factor *= c.stems.size() < 8 ? 0.4 : 0.85;
        break;
    }
    if (text.ends_with('?')) factor *= 0.3;
    if (c.stems.size() < 4) factor *= 0.6;
    if (text.find("http") != std::string::npos && c.stems.size() < 8) factor *= 0.6;
    return factor;
  }

  double cue(const Candidate& c) const {
    const std::string_view text = c.unit.text;
    const auto has = [&](std::initializer_list<std::string_view> words) {
      return std::ranges::any_of(words, [&](auto word) { return text.find(word) != std::string_view::npos; });
    };
    double factor = 1.0;
    if (question_.asks_number && text.find_first_of("0123456789") != std::string_view::npos) factor *= 1.25;
    if (question_.asks_definition) factor *= definition(c);
    if (question_.asks_reason && has({"because", "ecause ", "since ", "so that", "therefore", "otherwise", "avoid", "due to"})) factor *= 1.3;
    if (question_.asks_manner && (c.unit.kind == UnitKind::code || has({"`", "$ ", "use ", "Use ", "run ", "Run ", "set ", "Set "}))) factor *= 1.15;
    return factor;
  }

  // "X is …", or at least X as its first words.
  double definition(const Candidate& c) const {
    const auto verb = [&](std::string_view word) { return c.unit.text.find(word) < 60; };
    const auto begins = [&](std::size_t words) {
      const std::span<const std::string> start(c.stems.data(), std::min(c.stems.size(), words));
      return std::ranges::any_of(question_.terms, [&](const auto& t) { return best_likeness(t.stem, start) > 0; });
    };
    const bool says = verb(" is a ") || verb(" is an ") || verb(" is the ") || verb(" are ") || verb(" means ") ||
                      verb(" provides ") || verb(": ");
    if (begins(5) && says) return 1.5;
    return begins(2) ? 1.25 : 1.0;
  }

  const Question& question_;
  const std::vector<Passage>& passages_;
  std::vector<Candidate>& all_;
  Surroundings around_;
  std::string heading_;
  double total_ = 0;
  double average_ = 1;
};

}  // namespace

std::vector<Candidate> rank(Question& question, const std::vector<Passage>& passages) {
  auto all = collect_units(passages);
  weigh(question.terms, all);
  Scorer(question, passages, all).run();
  return all;
}

}  // namespace baton::inline v0::offline
