#include "provider/offline/hashing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "core/cosine.hpp"
#include "provider/offline/unicode.hpp"
#include "provider/offline/words.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::uint64_t fnv_offset = 0xcbf29ce484222325U;
constexpr std::uint64_t fnv_prime = 0x100000001b3U;

// How often each feature occurs: open addressing over the hash itself.
class Counts {
 public:
  explicit Counts(std::size_t expected) {
    std::size_t size = 64;
    while (size < expected * 2) size *= 2;
    slots_.resize(size);
  }

  struct Slot {
    std::uint64_t hash = 0;
    float weight = 0;
    std::uint32_t count = 0;  // 0 marks a free slot
  };

  void add(std::uint64_t hash, double weight) {
    if (weight <= 0) return;
    if ((used_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = find(hash);
    used_ += slot.count == 0 ? 1U : 0U;
    slot.hash = hash;
    slot.weight = std::max(slot.weight, static_cast<float>(weight));
    ++slot.count;
  }
  [[nodiscard]] const std::vector<Slot>& slots() const noexcept { return slots_; }

 private:
  Slot& find(std::uint64_t hash) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (hash >> 20U) & mask;
    while (slots_[at].count != 0 && slots_[at].hash != hash) at = (at + 1) & mask;
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.count != 0) find(slot.hash) = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

// Rare words tend to be long, and without a corpus length is the only sign of rarity.
double length_weight(std::size_t letters) noexcept {
  return std::min(1.0, 0.4 + 0.1 * static_cast<double>(letters));
}

void add_letters(Counts& counts, std::string_view word, double weight) {
  constexpr std::size_t gram = 4;
  if (weight <= 0 || word.size() < gram) return;
  const double share = weight / std::sqrt(static_cast<double>(word.size() - gram + 3));
  std::string framed;
  framed.reserve(word.size() + 2);
  framed.append("<").append(word).append(">");
  for (std::size_t at = 0; at + gram <= framed.size(); ++at) {
    counts.add(feature_hash('c', std::string_view(framed).substr(at, gram)), share);
  }
}

Counts count_features(std::string_view text, const HashingOptions& options) {
  const auto words = split_words(text);
  Counts counts(words.size() * (options.character_weight > 0 ? 4 : 1));
  std::string previous;
  std::string pair;
  for (const Word& word : words) {
    if (is_stop_word(word.folded)) {
      counts.add(feature_hash('w', word.folded), options.word_weight * options.stop_weight);
      continue;
    }
    auto stemmed = stem(word.folded);
    const double scale = length_weight(stemmed.size());
    counts.add(feature_hash('w', stemmed), options.word_weight * scale);
    add_letters(counts, word.folded, options.character_weight * scale);
    if (!previous.empty() && options.pair_weight > 0) {
      pair.assign(previous).append(" ").append(stemmed);
      counts.add(feature_hash('p', pair), options.pair_weight * scale);
    }
    previous = std::move(stemmed);
  }
  return counts;
}

void normalise(Embedding& vector) noexcept {
  const double length = length_of(vector);
  if (length <= 0) return;
  const auto scale = static_cast<float>(1.0 / length);
  for (float& x : vector) x *= scale;
}

}  // namespace

std::uint64_t feature_hash(char kind, std::string_view bytes) noexcept {
  std::uint64_t hash = (fnv_offset ^ static_cast<unsigned char>(kind)) * fnv_prime;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * fnv_prime;
  hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccdU;
  hash = (hash ^ (hash >> 33U)) * 0xc4ceb9fe1a85ec53U;
  return hash ^ (hash >> 33U);
}

std::string shortest(double value) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

Embedding hash_text(std::string_view text, const HashingOptions& options) {
  Embedding vector(options.dimensions, 0.0F);
  const Counts counts = count_features(text, options);
  for (const auto& slot : counts.slots()) {
    if (slot.count == 0) continue;
    const double tf = slot.count == 1 ? 1.0 : 1.0 + std::log(static_cast<double>(slot.count));
    const double weight = slot.weight * tf;
    const auto at = static_cast<std::size_t>((slot.hash >> 1U) % options.dimensions);
    vector[at] += static_cast<float>((slot.hash & 1U) != 0 ? -weight : weight);
  }
  normalise(vector);
  return vector;
}

}  // namespace baton::inline v0::offline
