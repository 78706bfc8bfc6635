#include <baton/replay/cassette.hpp>

#include <filesystem>
#include <fstream>
#include <utility>

#include "replay/cassette_text.hpp"
#include "replay/models.hpp"

namespace baton::inline v0 {
namespace {

/// No more of the file than `limits` allow and one byte.
std::string read_cassette(const std::string& path, const Limits& limits) {
  std::error_code unknown;
  const auto status = std::filesystem::status(path, unknown);
  if (!std::filesystem::exists(status)) {
    throw Error(ErrorCode::not_found,
                "no cassette '" + path + "': record it with Cassette::record or Cassette::open");
  }
  if (!std::filesystem::is_regular_file(status)) {
    throw Error(ErrorCode::invalid_argument, "'" + path + "' is not a file");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::vector<char> block(std::size_t{64} << 10);
  while (file && text.size() <= limits.bytes) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof() && text.size() <= limits.bytes) {
    throw Error(ErrorCode::io_error, "the cassette '" + path + "' cannot be read: check the permissions");
  }
  return text;
}

template <class Inner>
const Inner& not_null_inner(const std::shared_ptr<const Inner>& inner) {
  if (!inner) throw Error(ErrorCode::invalid_argument, "a cassette needs a model to wrap, not null");
  return *inner;
}

}  // namespace

Cassette::Cassette(std::shared_ptr<detail::Tape> tape) noexcept : tape_(std::move(tape)) {}

Cassette Cassette::record(const std::string& path, CassetteOptions options) {
  auto tape = std::make_shared<detail::Tape>(std::move(options));
  tape->writer.emplace(path, tape->options.limits);
  return Cassette(std::move(tape));
}

Cassette Cassette::replay(const std::string& path, CassetteOptions options) {
  auto tape = std::make_shared<detail::Tape>(std::move(options));
  const std::string text = read_cassette(path, tape->options.limits);
  tape->shelf.emplace(path, detail::parse_cassette(text, path, tape->options.limits));
  return Cassette(std::move(tape));
}

Cassette Cassette::open(const std::string& path, CassetteOptions options) {
  std::error_code unknown;
  return std::filesystem::exists(path, unknown) ? replay(path, std::move(options))
                                                : record(path, std::move(options));
}

bool Cassette::recording() const noexcept { return tape_->writer.has_value(); }

Model Cassette::model(std::string_view name, ModelSettings settings) const {
  if (recording()) {
    return detail::recorded_model(tape_, baton::model(name, std::move(settings)), name);
  }
  const auto* any = tape_->shelf->any_of("chat", name);
  return detail::replayed_model(tape_, any == nullptr ? std::string(name) : any->ask.model);
}

std::shared_ptr<const Embedder> Cassette::embedder(std::string_view name, ModelSettings settings) const {
  if (recording()) {
    return detail::recorded_embedder(tape_, baton::embedder(name, std::move(settings)), name);
  }
  const auto* any = tape_->shelf->any_of("embedding", name);
  return detail::replayed_embedder(tape_, any == nullptr ? std::string(name) : any->ask.model);
}

Model Cassette::wrap(Model inner) const {
  if (recording()) return detail::recorded_model(tape_, std::move(inner), {});
  std::string name = inner.name();
  return detail::replayed_model(tape_, std::move(name), std::move(inner));
}

std::shared_ptr<const Embedder> Cassette::wrap(std::shared_ptr<const Embedder> inner) const {
  std::string name = not_null_inner(inner).name();
  if (recording()) return detail::recorded_embedder(tape_, std::move(inner), {});
  return detail::replayed_embedder(tape_, std::move(name));
}

std::shared_ptr<const Reranker> Cassette::wrap(std::shared_ptr<const Reranker> inner) const {
  std::string name = not_null_inner(inner).name();
  if (recording()) return detail::recorded_reranker(tape_, std::move(inner));
  return detail::replayed_reranker(tape_, std::move(name));
}

void Cassette::check_all_used() const {
  if (tape_->shelf) tape_->shelf->check_all_used();
}

}  // namespace baton::inline v0
