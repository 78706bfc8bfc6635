#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "replay/tape.hpp"

namespace baton::inline v0::detail {

/// Models that call another and record. `alias` is its name in the registry, or empty.
[[nodiscard]] Model recorded_model(std::shared_ptr<Tape> tape, Model inner, std::string_view alias);
[[nodiscard]] std::shared_ptr<const Embedder> recorded_embedder(std::shared_ptr<Tape> tape,
                                                                std::shared_ptr<const Embedder> inner,
                                                                std::string_view alias);
[[nodiscard]] std::shared_ptr<const Reranker> recorded_reranker(std::shared_ptr<Tape> tape,
                                                                std::shared_ptr<const Reranker> inner);

/// Models that answer from the tape. `inner` is asked only for what is bound to it.
[[nodiscard]] Model replayed_model(std::shared_ptr<Tape> tape, std::string name,
                                   std::optional<Model> inner = std::nullopt);
[[nodiscard]] std::shared_ptr<const Embedder> replayed_embedder(std::shared_ptr<Tape> tape,
                                                                std::string name);
[[nodiscard]] std::shared_ptr<const Reranker> replayed_reranker(std::shared_ptr<Tape> tape,
                                                                std::string name);

}  // namespace baton::inline v0::detail
