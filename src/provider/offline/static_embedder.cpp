#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>
#include <baton/provider/static_embedder.hpp>
#include <baton/token/huggingface.hpp>

#include "core/cosine.hpp"
#include "provider/offline/embed_each.hpp"
#include "provider/offline/hashing.hpp"
#include "provider/offline/prompt_reader.hpp"
#include "provider/offline/safetensors.hpp"
#include "provider/offline/token_table.hpp"
#include "provider/offline/words.hpp"
#include "token/normalizer.hpp"
#include "token/pre_tokenizer.hpp"

namespace baton::inline v0 {
namespace {

namespace fs = std::filesystem;
using namespace offline;

std::string read_file(const fs::path& path, const Limits& limits) {
  std::error_code failure;
  const auto size = fs::file_size(path, failure);
  if (failure) throw Error(ErrorCode::not_found, "no readable file '" + path.string() + "': check the path");
  if (size > limits.bytes) throw Error(ErrorCode::limit_exceeded, "'" + path.string() + "' is over StaticOptions::limits.bytes");
  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file) throw Error(ErrorCode::io_error, "could not read '" + path.string() + "'");
  return text;
}

// The model's parts: how text becomes token numbers, the rows, and what each weighs.
struct Model {
  std::shared_ptr<const HuggingFaceTokenizer> tokenizer;  // null: `words` are looked up instead
  Vocabulary words;
  bool lowercase = true;
  std::size_t dimensions = 0;
  std::vector<float> rows;
  std::vector<std::size_t> mapping;  // token to row; empty: the same number
  std::vector<float> weights;        // of each token; empty: 1
  std::uint64_t checksum = 0;

  std::size_t tokens() const noexcept { return mapping.empty() ? rows.size() / dimensions : mapping.size(); }
};

const Tensor* find(const std::vector<Tensor>& tensors, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto found = std::ranges::find(tensors, name, &Tensor::name);
    if (found != tensors.end()) return &*found;
  }
  return nullptr;
}

void read_matrix(Model& model, std::string_view file, const Limits& limits) {
  const auto tensors = parse_safetensors(file, limits);
  const Tensor* matrix = find(tensors, {"embeddings", "embedding.weight", "embeddings.weight"});
  if (matrix == nullptr || matrix->shape.size() != 2 || matrix->shape[0] == 0 || matrix->shape[1] == 0 || matrix->shape[1] > 65536) {
    throw Error(ErrorCode::data_corrupt, "the safetensors file has no matrix 'embeddings' or 'embedding.weight': is it a static model?");
  }
  model.dimensions = matrix->shape[1];
  model.rows = to_floats(*matrix);
  if (const Tensor* mapping = find(tensors, {"mapping"})) model.mapping = to_indices(*mapping);
  for (const std::size_t row : model.mapping) {
    if (row >= matrix->shape[0]) throw Error(ErrorCode::data_corrupt, "the tensor 'mapping' points to row " + std::to_string(row) + ", which the matrix lacks");
  }
  if (const Tensor* weights = find(tensors, {"weights"})) model.weights = to_floats(*weights);
  if (!model.weights.empty() && model.weights.size() != model.tokens()) {
    throw Error(ErrorCode::data_corrupt, "the tensor 'weights' has not one number for each token");
  }
}

fs::path tokenizer_path(const fs::path& folder, const StaticOptions& options) {
  if (!options.tokenizer.empty()) return options.tokenizer;
  for (const char* name : {"tokenizer.json", "vocab.txt"}) {
    if (fs::exists(folder / name)) return folder / name;
  }
  throw Error(ErrorCode::not_found, "no tokenizer.json or vocab.txt in '" + folder.string() + "': set StaticOptions::tokenizer");
}

Model read_safetensors(const fs::path& path, const std::string& file, const StaticOptions& options) {
  Model model;
  read_matrix(model, file, options.limits);
  const auto vocabulary = tokenizer_path(path.parent_path(), options);
  const auto text = read_file(vocabulary, options.limits);
  const bool json = trim(text).starts_with('{');
  model.tokenizer = json ? HuggingFaceTokenizer::parse(text, options.limits) : HuggingFaceTokenizer::parse_vocabulary(text, true, options.limits);
  model.checksum = feature_hash('m', file) ^ feature_hash('t', text);
  return model;
}

Model read_words(const std::string& file, StaticFormat format, const StaticOptions& options) {
  auto vectors = format == StaticFormat::word2vec_binary ? parse_binary_vectors(file, options.limits) : parse_text_vectors(file, options.limits);
  Model model;
  model.words = std::move(vectors.words);
  model.lowercase = options.lowercase;
  model.dimensions = vectors.dimensions;
  model.rows = std::move(vectors.values);
  model.checksum = feature_hash('m', file);
  return model;
}

StaticFormat format_of(const fs::path& path, const std::string& file, StaticFormat asked) {
  if (asked != StaticFormat::automatic) return asked;
  if (path.extension() == ".safetensors" || (file.size() > 8 && file[8] == '{' && file[7] == '\0')) return StaticFormat::safetensors;
  return path.extension() == ".bin" ? StaticFormat::word2vec_binary : StaticFormat::text_vectors;
}

Model read_model(fs::path path, const StaticOptions& options) {
  if (fs::is_directory(path)) path /= "model.safetensors";
  const auto file = read_file(path, options.limits);
  const auto format = format_of(path, file, options.format);
  return format == StaticFormat::safetensors ? read_safetensors(path, file, options) : read_words(file, format, options);
}

// Arora, Liang, Ma (2017), with p(token) = 1 / (rank · ln(tokens)), Zipf's law.
void apply_sif(Model& model, double a) {
  if (a <= 0) return;
  const std::size_t count = model.tokens();
  if (model.weights.empty()) model.weights.assign(count, 1.0F);
  const double harmonic = std::log(static_cast<double>(count)) + 0.5772;
  for (std::size_t i = 0; i < count; ++i) {
    const double p = 1.0 / (static_cast<double>(i + 1) * harmonic);
    model.weights[i] *= static_cast<float>(a / (a + p));
  }
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

class StaticEmbedder : public Embedder {
 public:
  StaticEmbedder(Model model, std::string name, std::size_t max_tokens)
      : model_(std::move(model)), name_(std::move(name)), max_tokens_(max_tokens) {}

  std::string name() const override { return name_; }
  std::size_t dimensions() const override { return model_.dimensions; }

  Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose, Context context) const override {
    return embed_each(std::move(texts), [this](const std::string& text) { return pool(tokens_of(text)); }, std::move(context));
  }

 private:
  std::vector<std::uint32_t> tokens_of(std::string_view text) const {
    auto ids = model_.tokenizer ? model_.tokenizer->encode(text) : look_up(text);
    const auto unknown = model_.tokenizer ? model_.tokenizer->unknown() : std::nullopt;
    std::erase_if(ids, [&](std::uint32_t id) { return id >= model_.tokens() || id == unknown; });
    if (max_tokens_ != 0 && ids.size() > max_tokens_) ids.resize(max_tokens_);
    return ids;
  }

  // Whole words first, then without what `split_words` folds away.
  std::vector<std::uint32_t> look_up(std::string_view text) const {
    std::vector<std::uint32_t> ids;
    const auto normal = token::bert_normalized(sanitize_utf8(text), {.strip_accents = false, .lowercase = model_.lowercase});
    token::TextPieces pieces;
    pieces.list.push_back({normal, true});
    token::cut_white_space(pieces);
    token::cut_punctuation(pieces, token::Delimiter::isolated);
    for (const auto& piece : pieces.list) {
      auto found = model_.words.find(piece.text);
      if (found == model_.words.end()) {
        const auto folded = split_words(piece.text);
        if (folded.size() == 1) found = model_.words.find(folded[0].folded);
      }
      if (found != model_.words.end()) ids.push_back(found->second);
    }
    return ids;
  }

  Embedding pool(const std::vector<std::uint32_t>& ids) const {
    Embedding sum(model_.dimensions, 0.0F);
    for (const std::uint32_t id : ids) {
      const float weight = model_.weights.empty() ? 1.0F : model_.weights[id];
      const float* row = model_.rows.data() + (model_.mapping.empty() ? id : model_.mapping[id]) * model_.dimensions;
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight * row[i];
    }
    normalise_length(sum);
    return sum;
  }

  static void normalise_length(Embedding& vector) {
    const double length = length_of(vector);
    if (!(length > 0) || !std::isfinite(length)) return vector.assign(vector.size(), 0.0F);
    const double scale = 1.0 / length;
    for (float& x : vector) x = static_cast<float>(static_cast<double>(x) * scale);
  }

  Model model_;
  std::string name_;
  std::size_t max_tokens_;
};

std::string full_name(const fs::path& path, const Model& model, const StaticOptions& options) {
  const auto stem = fs::is_directory(path) && path.filename().empty() ? path.parent_path().filename() : path.stem();
  std::string name = "static/" + stem.string() + "-d" + std::to_string(model.dimensions) + "-" + hex(model.checksum);
  if (options.sif > 0) name += "-sif" + shortest(options.sif);
  if (!options.lowercase && !model.tokenizer) name += "-cased";
  return name + "-t" + std::to_string(options.max_tokens);
}

}  // namespace

std::shared_ptr<const Embedder> static_embedder(const std::string& path, const StaticOptions& options) {
  if (!(options.sif >= 0.0 && options.sif <= 1.0)) {
    throw Error(ErrorCode::invalid_argument, "StaticOptions::sif must lie between 0 and 1; 0.001 is usual");
  }
  auto model = read_model(path, options);
  apply_sif(model, options.sif);
  auto name = full_name(path, model, options);
  return std::make_shared<const StaticEmbedder>(std::move(model), std::move(name), options.max_tokens);
}

}  // namespace baton::inline v0
