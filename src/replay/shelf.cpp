#include "replay/shelf.hpp"

#include <tuple>
#include <utility>

#include <baton/core/sha256.hpp>

#include "replay/difference.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_compared = 1'000;
constexpr std::size_t most_unused_listed = 5;

/// The same for equal requests of a model.
std::string key_of(const Ask& ask) {
  Sha256 hash;
  for (const std::string_view part : {std::string_view(ask.kind), std::string_view(ask.model)}) {
    hash.update(part).update("\n");
  }
  return to_hex(hash.update(ask.request.dump(-1, ' ', false, json::error_handler_t::replace)).finish());
}

json with_model(const Ask& ask) {
  json whole = ask.request;
  whole["model"] = ask.model;
  return whole;
}

std::string listed(const Differences& found) {
  std::string lines;
  for (const auto& one : found.first) lines += "\n  " + one;
  if (found.count > found.first.size()) {
    lines += "\n  and " + std::to_string(found.count - found.first.size()) + " more";
  }
  return lines;
}

}  // namespace

Shelf::Shelf(std::string path, std::vector<Interaction> interactions)
    : path_(std::move(path)), interactions_(std::move(interactions)), taken_(interactions_.size()) {
  for (std::size_t i = 0; i < interactions_.size(); ++i) {
    waiting_[key_of(interactions_[i].ask)].push_back(i);
  }
}

const Interaction& Shelf::take(const Ask& ask) const {
  const std::string key = key_of(ask);
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(key);
  if (found == waiting_.end() || found->second.empty()) {
    const Error error = miss(ask);
    if (!first_miss_) first_miss_ = error;
    throw error;
  }
  const std::size_t index = found->second.front();
  found->second.pop_front();
  taken_[index] = true;
  return interactions_[index];
}

Error Shelf::miss(const Ask& ask) const {
  return Error(ErrorCode::not_found,
               "the cassette '" + path_ + "' has no answer to this " + ask.kind + " request to " +
                   ask.model + ". " + nearest_to(ask) +
                   "\nIf the change is meant, delete the file and record it again.");
}

std::string Shelf::nearest_to(const Ask& ask) const {
  const json asked = with_model(ask);
  const Interaction* nearest = nullptr;
  Differences least;
  const auto rank = [](const Differences& found) { return std::tuple(found.count, found.bytes); };
  for (std::size_t i = 0; i < std::min(interactions_.size(), most_compared); ++i) {
    const auto& candidate = interactions_[i];
    if (candidate.ask.kind != ask.kind) continue;
    Differences found = differences(with_model(candidate.ask), asked);
    if (nearest != nullptr && rank(found) >= rank(least)) continue;
    nearest = &candidate;
    least = std::move(found);
  }
  if (nearest == nullptr) return "It holds no requests of that kind.";
  const std::string line = "line " + std::to_string(nearest->line);
  if (least.count == 0) {
    return "It was recorded (" + line + "), but has been asked more often than that.";
  }
  return "The nearest is in " + line + " and differs in" + listed(least);
}

const Interaction* Shelf::any_of(std::string_view kind, std::string_view name) const noexcept {
  for (const auto& one : interactions_) {
    if (one.ask.kind == kind && (one.ask.model == name || one.ask.alias == name)) return &one;
  }
  return nullptr;
}

void Shelf::check_all_used() const {
  const std::lock_guard lock(mutex_);
  if (first_miss_) throw *first_miss_;
  std::size_t unused = 0;
  std::string lines;
  for (std::size_t i = 0; i < interactions_.size(); ++i) {
    if (taken_[i] || unused++ >= most_unused_listed) continue;
    const auto& ask = interactions_[i].ask;
    lines += "\n  line " + std::to_string(interactions_[i].line) + ": " + ask.kind + " to " + ask.model +
             " " + excerpt(ask.request);
  }
  if (unused == 0) return;
  throw Error(ErrorCode::invalid_state, "of the cassette '" + path_ + "' " + std::to_string(unused) +
                                            " recorded calls were not made:" + lines);
}

std::string Shelf::place_of(const Interaction& interaction) const {
  return "the cassette '" + path_ + "', line " + std::to_string(interaction.line);
}

}  // namespace baton::inline v0::detail
