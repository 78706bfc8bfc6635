#include <baton/retrieval/store_retrievers.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "traced.hpp"

namespace baton::inline v0 {
namespace {

using Found = std::vector<ScoredChunk>;

void check_store(const std::shared_ptr<const Store>& store) {
  if (!store) throw Error(ErrorCode::invalid_argument, "a retriever needs a store: open one first");
}

class KeywordRetriever : public Retriever {
 public:
  explicit KeywordRetriever(std::shared_ptr<const Store> store) : store_(std::move(store)) {}

  Task<Found> retrieve(Query query, Context context) const override {
    return traced("retrieve keywords", search(store_, query), std::move(context));
  }

 private:
  static Traced<Found> search(std::shared_ptr<const Store> store, Query query) {
    return [store = std::move(store), query = std::move(query)](const Context& context) {
      return find(store, query, context);
    };
  }
  static Task<Found> find(std::shared_ptr<const Store> store, Query query, Context context) {
    co_return co_await context.runtime().blocking(
        [&] { return store->search_keywords(query.text, query.top, query.filter); }, context);
  }

  std::shared_ptr<const Store> store_;
};

class VectorRetriever : public Retriever {
 public:
  VectorRetriever(std::shared_ptr<const Store> store, std::shared_ptr<const Embedder> embedder)
      : store_(std::move(store)), embedder_(std::move(embedder)) {}

  Task<Found> retrieve(Query query, Context context) const override {
    return traced("retrieve vectors", search(store_, embedder_, query), std::move(context));
  }

 private:
  static Traced<Found> search(std::shared_ptr<const Store> store, std::shared_ptr<const Embedder> embedder,
                              Query query) {
    return [store = std::move(store), embedder = std::move(embedder), query = std::move(query)](
               const Context& context) { return find(store, embedder, query, context); };
  }
  static Task<Found> find(std::shared_ptr<const Store> store, std::shared_ptr<const Embedder> embedder,
                          Query query, Context context) {
    std::vector<std::string> texts;
    texts.push_back(std::move(query.text));
    const auto vectors = co_await embedder->embed(std::move(texts), EmbedPurpose::query, context);
    if (vectors.size() != 1) {
      throw Error(ErrorCode::bad_response, "the embedder " + embedder->name() + " gave " +
                                               std::to_string(vectors.size()) + " vectors for one text");
    }
    const Embedding& vector = vectors.front();
    if (std::ranges::all_of(vector, [](float x) { return x == 0.0F; })) co_return Found();
    co_return co_await context.runtime().blocking(
        [&] {
          check_embedder(*store, *embedder);
          return store->search_vectors(vector, query.top, query.filter, context);
        },
        context);
  }
  static void check_embedder(const Store& store, const Embedder& embedder) {
    const auto present = store.embedder();
    if (!present || present->name == embedder.name()) return;
    throw Error(ErrorCode::schema_mismatch,
                "index '" + store.path() + "' was made with the embedder " + present->name +
                    ", and the query was embedded with " + embedder.name() +
                    ": use the same one, or index again");
  }

  std::shared_ptr<const Store> store_;
  std::shared_ptr<const Embedder> embedder_;
};

}  // namespace

Retriever::~Retriever() = default;

std::shared_ptr<const Retriever> keyword_retriever(std::shared_ptr<const Store> store) {
  check_store(store);
  return std::make_shared<KeywordRetriever>(std::move(store));
}

std::shared_ptr<const Retriever> vector_retriever(std::shared_ptr<const Store> store,
                                                  std::shared_ptr<const Embedder> embedder) {
  check_store(store);
  if (!embedder) throw Error(ErrorCode::invalid_argument, "a vector retriever needs an embedder");
  return std::make_shared<VectorRetriever>(std::move(store), std::move(embedder));
}

}  // namespace baton::inline v0
