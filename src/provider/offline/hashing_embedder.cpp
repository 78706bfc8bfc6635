#include <cmath>
#include <string>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/offline/embed_each.hpp"
#include "provider/offline/hashing.hpp"

namespace baton::inline v0 {
namespace {

void check_weight(double weight, const char* field) {
  if (std::isfinite(weight) && weight >= 0.0 && weight <= 1000.0) return;
  throw Error(ErrorCode::invalid_argument, std::string("HashingOptions::") + field + " must lie between 0 and 1000");
}

void check(const HashingOptions& options) {
  if (options.dimensions < 16 || options.dimensions > 65536) {
    throw Error(ErrorCode::invalid_argument, "HashingOptions::dimensions must lie between 16 and 65536, not " +
                                                 std::to_string(options.dimensions));
  }
  check_weight(options.word_weight, "word_weight");
  check_weight(options.pair_weight, "pair_weight");
  check_weight(options.character_weight, "character_weight");
  check_weight(options.stop_weight, "stop_weight");
}

class HashingEmbedder : public Embedder {
 public:
  explicit HashingEmbedder(HashingOptions options) : options_(options) {}

  // "1" is the version of the features: words, stems, hash and weights other than the options'.
  std::string name() const override {
    return "offline/hashing-1-d" + std::to_string(options_.dimensions) + "-w" + offline::shortest(options_.word_weight) +
           "-p" + offline::shortest(options_.pair_weight) + "-c" + offline::shortest(options_.character_weight) + "-s" +
           offline::shortest(options_.stop_weight);
  }
  std::size_t dimensions() const override { return options_.dimensions; }

  Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose, Context context) const override {
    return offline::embed_each(std::move(texts), [this](const std::string& text) { return offline::hash_text(text, options_); }, std::move(context));
  }

 private:
  HashingOptions options_;
};

}  // namespace

std::shared_ptr<const Embedder> hashing_embedder(HashingOptions options) {
  check(options);
  return std::make_shared<const HashingEmbedder>(options);
}

}  // namespace baton::inline v0
