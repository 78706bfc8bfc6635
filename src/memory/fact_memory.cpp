#include <baton/memory/fact_memory.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>
#include <baton/output/structured.hpp>

#include "core/cosine.hpp"
#include "memory/fact_json.hpp"
#include "memory/fact_merge.hpp"
#include "memory/fact_score.hpp"
#include "memory/stored_name.hpp"
#include "memory/transcript.hpp"

namespace baton::inline v0 {
namespace {

// How often a revision is tried again because others were faster.
constexpr int most_tries = 10;
// What embedders read without complaint; enough to find the facts that the messages are about.
constexpr std::size_t most_query_bytes = 8'000;

using Known = std::vector<std::pair<std::int64_t, Fact>>;

void require_embedder(const FactState& state, const std::string& name) {
  for (const auto& [id, fact] : state) {
    if (fact.embedder == name) continue;
    throw Error(ErrorCode::schema_mismatch, "the facts have vectors of '" + fact.embedder + "' and this memory uses '" +
                                                name + "': use that embedder, or call reembed() once");
  }
}

/// The facts nearest to `query`, best first.
Known nearest(const FactState& state, const Embedding& query, std::size_t most) {
  std::vector<std::pair<double, std::int64_t>> order;
  for (const auto& [id, fact] : state) order.emplace_back(-cosine_of(fact.vector, query).value_or(0.0), id);
  std::sort(order.begin(), order.end());
  Known known;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) {
    known.emplace_back(order[i].second, state.at(order[i].second));
  }
  return known;
}

std::string query_text(const std::vector<Message>& messages) {
  std::string text;
  for (const Message& message : messages) {
    if (message.role == Role::user) text += message.text() + "\n";
  }
  return std::string(utf8_prefix(text, most_query_bytes));
}

std::vector<RecalledFact> scored(const FactState& state, const Embedding& query, const FactOptions& options) {
  std::vector<RecalledFact> found;
  const auto now = options.now();
  for (const auto& [id, fact] : state) {
    RecalledFact recalled{.id = id,
                          .fact = fact,
                          .score = 0.0,
                          .relevance = std::max(0.0, cosine_of(fact.vector, query).value_or(0.0)),
                          .recency = recency_of(fact, options, now)};
    recalled.score = options.relevance_weight * recalled.relevance + options.recency_weight * recalled.recency +
                     options.importance_weight * fact.importance;
    found.push_back(std::move(recalled));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return found;
}

/// What a revision is made of, out of the newest facts.
using MakeChanges = std::function<std::vector<FactChange>(const FactSet&)>;

}  // namespace

FactStore::~FactStore() = default;

struct FactMemory::Impl {
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const;
  [[nodiscard]] Task<FactState> current(MemoryScope scope, Context context) const;
  /// The changes that the model proposes, with vectors.
  [[nodiscard]] Task<std::vector<FactProposal>> propose(const Known& known, const std::vector<Message>& messages,
                                                        FactSource source, std::vector<std::string>& refused,
                                                        Context context) const;
  /// Commits what `make` makes, again as long as others are faster; the revision afterwards.
  [[nodiscard]] Task<FactRevision> commit(MemoryScope scope, FactRead what, MakeChanges make, Context context) const;

  Model model;
  std::shared_ptr<const Embedder> embedder;
  std::shared_ptr<FactStore> store;
  FactOptions options;
};

Task<std::vector<Embedding>> FactMemory::Impl::embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                     Context context) const {
  const std::size_t wanted = texts.size();
  if (wanted == 0) co_return std::vector<Embedding>();
  std::vector<Embedding> vectors = co_await embedder->embed(std::move(texts), purpose, context);
  const bool whole = vectors.size() == wanted && std::all_of(vectors.begin(), vectors.end(), [](const Embedding& v) {
                       return !v.empty() && std::all_of(v.begin(), v.end(), [](float x) { return std::isfinite(x); });
                     });
  if (!whole) {
    throw Error(ErrorCode::bad_response, "the embedder '" + embedder->name() +
                                             "' did not give a finite vector for every text: use another one");
  }
  co_return vectors;
}

Task<FactState> FactMemory::Impl::current(MemoryScope scope, Context context) const {
  const FactSet set = co_await store->read(scope, FactRead::current, context);
  FactState state = current_state(set);
  require_embedder(state, embedder->name());
  co_return state;
}

Task<std::vector<FactProposal>> FactMemory::Impl::propose(const Known& known, const std::vector<Message>& messages,
                                                          FactSource source, std::vector<std::string>& refused,
                                                          Context context) const {
  const ChatResponse response =
      co_await model.complete(fact_request(options.instructions, known, messages), context);
  const FactEdits edits = structured<FactEdits>(response);
  source.model = response.model.empty() ? model.name() : response.model;
  std::vector<FactProposal> proposals = hold_to_messages(edits, known, messages, source, options.trust_tools, refused);
  std::vector<std::string> texts;
  for (const FactProposal& proposal : proposals) {
    if (proposal.action != FactAction::remove) texts.push_back(proposal.text);
  }
  std::vector<Embedding> vectors = co_await embed(std::move(texts), EmbedPurpose::document, context);
  auto next = vectors.begin();
  for (FactProposal& proposal : proposals) {
    if (proposal.action != FactAction::remove) proposal.vector = std::move(*next++);
  }
  co_return proposals;
}

Task<FactRevision> FactMemory::Impl::commit(MemoryScope scope, FactRead what, MakeChanges make,
                                            Context context) const {
  for (int tries = 0; tries < most_tries; ++tries) {
    const FactSet set = co_await store->read(scope, what, context);
    std::vector<FactChange> changes = make(set);
    if (changes.empty()) co_return FactRevision{.revision = set.revision, .ids = {}};
    auto done = co_await store->commit(scope, set.revision, std::move(changes), context);
    if (done) co_return *std::move(done);
  }
  throw Error(ErrorCode::busy, "others kept changing the facts of this user: call again");
}

FactMemory::FactMemory(Model model, std::shared_ptr<const Embedder> embedder, std::shared_ptr<FactStore> store,
                       FactOptions options) {
  if (!embedder || !store) throw Error(ErrorCode::invalid_argument, "a FactMemory needs an embedder and a store");
  check_fact_options(options);
  impl_ = std::make_unique<Impl>(Impl{.model = model.with({.format = Structured<FactEdits>::format()}),
                                      .embedder = std::move(embedder),
                                      .store = std::move(store),
                                      .options = std::move(options)});
}
FactMemory::~FactMemory() = default;

Task<Learned> FactMemory::learn(MemoryScope scope, std::string conversation, std::vector<Message> messages,
                                Context context) {
  require_stored_name(conversation, "the name of a conversation");
  const FactState before = co_await impl_->current(scope, context);
  Known known;
  const std::string query = query_text(messages);
  if (!before.empty() && !query.empty()) {
    std::vector<std::string> texts(1, query);
    const std::vector<Embedding> vectors = co_await impl_->embed(std::move(texts), EmbedPurpose::query, context);
    known = nearest(before, vectors.front(), impl_->options.max_known);
  }
  Learned learned;
  std::vector<std::string> refused;
  std::vector<FactProposal> proposals;
  if (!transcript(messages).empty()) {
    FactSource source;
    source.conversation = conversation;
    source.at = impl_->options.now();
    proposals = co_await impl_->propose(known, messages, std::move(source), refused, context);
  }
  std::vector<FactChange> changes;
  MakeChanges make = [&](const FactSet& set) {
    const FactState state = current_state(set);
    require_embedder(state, impl_->embedder->name());
    FactMerge merge = merge_facts(state, proposals, impl_->embedder->name(), impl_->options);
    learned = std::move(merge.learned);
    changes = merge.changes;
    return std::move(merge.changes);
  };
  const FactRevision done = co_await impl_->commit(scope, FactRead::current, std::move(make), context);
  learned.revision = done.revision;
  learned.refused = std::move(refused);
  for (std::size_t i = 0; i < done.ids.size(); ++i) {
    if (changes[i].id == 0) learned.added.push_back(done.ids[i]);
  }
  co_return learned;
}

Task<std::vector<RecalledFact>> FactMemory::recall(MemoryScope scope, std::string question, std::size_t most,
                                                   Context context) const {
  const FactState state = co_await impl_->current(std::move(scope), context);
  if (state.empty() || most == 0) co_return std::vector<RecalledFact>();
  std::vector<std::string> texts(1, std::move(question));
  const std::vector<Embedding> vectors = co_await impl_->embed(std::move(texts), EmbedPurpose::query, context);
  std::vector<RecalledFact> found = scored(state, vectors.front(), impl_->options);
  if (found.size() > most) found.resize(most);
  co_return found;
}

Task<std::int64_t> FactMemory::forget(MemoryScope scope, std::vector<std::int64_t> ids, Context context) {
  MakeChanges make = [&](const FactSet& set) {
    const FactState from = current_state(set);
    FactState to = from;
    for (const std::int64_t id : ids) {
      if (!from.contains(id)) throw Error(ErrorCode::not_found, "there is no fact " + std::to_string(id));
      to.erase(id);
    }
    return changes_between(from, to);
  };
  const FactRevision done = co_await impl_->commit(std::move(scope), FactRead::current, std::move(make), context);
  co_return done.revision;
}

Task<std::int64_t> FactMemory::roll_back(MemoryScope scope, std::int64_t revision, Context context) {
  MakeChanges make = [&](const FactSet& history) {
    if (revision < history.oldest || revision > history.revision) {
      throw Error(ErrorCode::not_found, "there is no way back to revision " + std::to_string(revision) +
                                            ": known are " + std::to_string(history.oldest) + " to " +
                                            std::to_string(history.revision));
    }
    return changes_between(current_state(history), state_at(history, revision));
  };
  const FactRevision done = co_await impl_->commit(std::move(scope), FactRead::history, std::move(make), context);
  co_return done.revision;
}

Task<std::int64_t> FactMemory::reembed(MemoryScope scope, Context context) {
  const FactSet set = co_await impl_->store->read(scope, FactRead::current, context);
  std::vector<std::string> texts;
  for (const FactVersion& version : set.versions) texts.push_back(version.fact->text);
  std::vector<Embedding> vectors = co_await impl_->embed(std::move(texts), EmbedPurpose::document, context);
  std::vector<FactChange> changes;
  for (std::size_t i = 0; i < set.versions.size(); ++i) {
    Fact fact = *set.versions[i].fact;
    fact.embedder = impl_->embedder->name();
    fact.vector = std::move(vectors[i]);
    changes.push_back({.id = set.versions[i].id, .fact = std::move(fact)});
  }
  if (changes.empty()) co_return set.revision;
  const auto done = co_await impl_->store->commit(std::move(scope), set.revision, std::move(changes), context);
  if (!done) throw Error(ErrorCode::busy, "the facts changed meanwhile: call reembed() again");
  co_return done->revision;
}

Task<Json> FactMemory::export_all(MemoryScope scope, Context context) const {
  const FactSet set = co_await impl_->store->read(scope, FactRead::history, context);
  nlohmann::json all = facts_to_json(set);
  all["v"] = 1;
  all["tenant"] = scope.tenant();
  all["user"] = scope.user();
  co_return Json(std::move(all));
}

Task<void> FactMemory::erase(MemoryScope scope, Context context) {
  co_await impl_->store->erase(std::move(scope), std::move(context));
}

Message recalled_message(const std::vector<RecalledFact>& facts) {
  std::string text = "What is known of the user:\n";
  for (const RecalledFact& recalled : facts) text += "- " + recalled.fact.text + "\n";
  return Message::user(std::move(text));
}

}  // namespace baton::inline v0
