#pragma once

#include <cstddef>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <baton/core/sha256.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::testing {

/// Keeps the vectors of a slow embedder in a file: for each text its SHA-256 and its floats. What is missing is
/// embedded and appended at once, so that a run that was stopped goes on where it was. One thread.
class CachedEmbedder : public Embedder {
 public:
  CachedEmbedder(std::shared_ptr<const Embedder> slow, std::size_t length, std::string file)
      : slow_(std::move(slow)), length_(length), file_(std::move(file)) {
    std::ifstream in(file_, std::ios::binary);
    Sha256Digest digest{};
    Embedding vector(length_);
    while (in.read(reinterpret_cast<char*>(digest.data()), static_cast<std::streamsize>(digest.size())) &&
           in.read(reinterpret_cast<char*>(vector.data()), static_cast<std::streamsize>(length_ * sizeof(float)))) {
      known_[digest] = vector;
    }
  }

  [[nodiscard]] std::string name() const override { return slow_->name(); }
  [[nodiscard]] std::size_t dimensions() const override { return length_; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override {
    constexpr std::size_t at_once = 8;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!known_.contains(sha256(texts[i]))) missing.push_back(texts[i]);
      if (missing.empty() || (missing.size() < at_once && i + 1 < texts.size())) continue;
      const std::vector<Embedding> vectors = co_await slow_->embed(missing, purpose, context);
      for (std::size_t k = 0; k < missing.size(); ++k) keep(sha256(missing[k]), vectors.at(k));
      missing.clear();
    }
    std::vector<Embedding> result;
    for (const std::string& text : texts) result.push_back(known_.at(sha256(text)));
    co_return result;
  }

 private:
  void keep(const Sha256Digest& digest, const Embedding& vector) const {
    std::ofstream out(file_, std::ios::binary | std::ios::app);
    out.write(reinterpret_cast<const char*>(digest.data()), static_cast<std::streamsize>(digest.size()));
    out.write(reinterpret_cast<const char*>(vector.data()), static_cast<std::streamsize>(length_ * sizeof(float)));
    known_[digest] = vector;
  }

  std::shared_ptr<const Embedder> slow_;
  std::size_t length_;
  std::string file_;
  mutable std::map<Sha256Digest, Embedding> known_;
};

}  // namespace baton::testing
