#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/sync_wait.hpp>
#include <baton/index/store.hpp>
#include <baton/retrieval/learn.hpp>
#include <baton/retrieval/retriever.hpp>

#include "index/support.hpp"

namespace baton::testing {

/// The Cranfield collection: documents, questions and what is relevant to them.
struct Cranfield {
  struct Question {
    int id = 0;
    std::string text;
    std::set<std::string> relevant;
  };
  std::vector<DocumentUpdate> documents;
  std::vector<Question> questions;

  static std::optional<Cranfield> read() {
    const char* data = std::getenv("BATON_TEST_DATA");
    if (data == nullptr) return std::nullopt;
    const std::string folder = std::string(data) + "/cranfield/";
    Cranfield collection;
    std::string line;
    for (std::ifstream in(folder + "documents.jsonl"); std::getline(in, line);) {
      const auto json = nlohmann::json::parse(line);
      collection.documents.push_back(document(json["id"], json["title"], json["text"]));
    }
    std::map<int, std::set<std::string>> relevant;
    std::ifstream judgements(folder + "qrels.tsv");
    int query = 0;
    std::string id;
    std::string grade;
    while (judgements >> query >> id >> grade) relevant[query].insert(id);
    for (std::ifstream in(folder + "queries.jsonl"); std::getline(in, line);) {
      const auto json = nlohmann::json::parse(line);
      const int number = std::stoi(json["id"].get<std::string>());
      collection.questions.push_back({number, json["text"], relevant[number]});
    }
    if (collection.documents.empty() || collection.questions.empty()) return std::nullopt;
    return collection;
  }

 private:
  static DocumentUpdate document(std::string id, const std::string& title, std::string text) {
    DocumentUpdate update;
    update.record.source = id;
    update.record.title = title;
    Chunk chunk;
    chunk.source = std::move(id);
    chunk.text = std::move(text);
    chunk.span.end = chunk.text.size();
    update.chunks.push_back(std::move(chunk));
    return update;
  }
};

/// The questions of a range with what is relevant to them.
inline std::vector<JudgedQuestion> judged(const Cranfield& collection, int first, int last) {
  std::vector<JudgedQuestion> result;
  for (const auto& question : collection.questions) {
    if (question.id < first || question.id > last) continue;
    result.push_back({question.text, {question.relevant.begin(), question.relevant.end()}});
  }
  return result;
}

/// Means over the questions of a range, with binary gains.
struct Quality {
  double ndcg10 = 0.0;
  double recall10 = 0.0;
  double mrr10 = 0.0;
};

inline Quality measure(const Retriever& retriever, const Cranfield& collection, int first, int last) {
  Quality sum;
  int count = 0;
  for (const auto& question : collection.questions) {
    if (question.id < first || question.id > last || question.relevant.empty()) continue;
    const auto found = sync_wait(retriever.retrieve({.text = question.text, .top = 10}, {}));
    double gain = 0.0;
    double ideal = 0.0;
    double hits = 0.0;
    double reciprocal = 0.0;
    for (std::size_t rank = 1; rank <= 10; ++rank) {
      const double discounted = 1.0 / std::log2(static_cast<double>(rank) + 1.0);
      if (rank <= question.relevant.size()) ideal += discounted;
      if (rank > found.size() || !question.relevant.contains(found[rank - 1].chunk.source)) continue;
      gain += discounted;
      if (hits == 0.0) reciprocal = 1.0 / static_cast<double>(rank);
      hits += 1.0;
    }
    sum.ndcg10 += gain / ideal;
    sum.recall10 += hits / static_cast<double>(question.relevant.size());
    sum.mrr10 += reciprocal;
    ++count;
  }
  return {sum.ndcg10 / count, sum.recall10 / count, sum.mrr10 / count};
}

/// Choices are made on the first half, and reported on the second.
inline constexpr int last_chosen_on = 75;
inline constexpr int last_question = 150;

/// Prints the quality on the second half and gives it.
inline Quality report_second(const char* name, const Retriever& retriever, const Cranfield& collection) {
  const Quality shown = measure(retriever, collection, last_chosen_on + 1, last_question);
  std::printf("%-36s nDCG@10 %.4f   recall@10 %.4f   MRR@10 %.4f\n", name, shown.ndcg10, shown.recall10, shown.mrr10);
  return shown;
}

/// Prints both halves and gives the quality on the second.
inline Quality report(const char* name, const Retriever& retriever, const Cranfield& collection) {
  const Quality chosen = measure(retriever, collection, 1, last_chosen_on);
  const Quality shown = measure(retriever, collection, last_chosen_on + 1, last_question);
  std::printf("%-36s nDCG@10 %.4f | %.4f   recall@10 %.4f | %.4f   MRR@10 %.4f | %.4f\n", name, chosen.ndcg10,
              shown.ndcg10, chosen.recall10, shown.recall10, chosen.mrr10, shown.mrr10);
  return shown;
}

/// The collection in a store with vectors of an embedder.
struct IndexedCranfield {
  IndexedCranfield(Cranfield given, std::shared_ptr<const Embedder> reader)
      : embedder(std::move(reader)), collection(std::move(given)) {
    std::vector<std::string> texts;
    for (const auto& update : collection.documents) texts.push_back(update.chunks[0].text);
    auto vectors = sync_wait(embedder->embed(std::move(texts), EmbedPurpose::document, {}));
    StoreChanges changes;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      collection.documents[i].vectors = {std::move(vectors[i])};
    }
    changes.put = collection.documents;
    auto writer = store->writer();
    writer.set_embedder({.name = embedder->name(), .dimensions = embedder->dimensions()});
    writer.apply(changes);
  }

  /// The one of `candidates` that does best on the first half.
  [[nodiscard]] std::shared_ptr<const Retriever> best_of(
      const std::vector<std::shared_ptr<const Retriever>>& candidates) const {
    double best = -1.0;
    std::shared_ptr<const Retriever> result;
    for (const auto& each : candidates) {
      const double value = measure(*each, collection, 1, last_chosen_on).ndcg10;
      if (value <= best) continue;
      best = value;
      result = each;
    }
    return result;
  }
  [[nodiscard]] std::shared_ptr<const Retriever> learned(
      const std::vector<std::shared_ptr<const Retriever>>& parts) const {
    const auto found = sync_wait(learn_hybrid(parts, judged(collection, 1, last_chosen_on)));
    for (const auto& each : found.retrievers) {
      const auto place = std::find(parts.begin(), parts.end(), each.retriever) - parts.begin();
      std::printf("  part %td weighs %.3f", place, each.weight);
    }
    std::printf(" (%s, k %.0f), nDCG@10 %.4f on what was learnt from\n",
                found.options.fusion == Fusion::relative_score ? "relative score" : "reciprocal rank", found.options.k,
                found.ndcg10);
    return hybrid_retriever(found.retrievers, found.options);
  }

  TempFolder folder;
  std::shared_ptr<Store> store = Store::open(folder / "cranfield.baton");
  std::shared_ptr<const Embedder> embedder;
  Cranfield collection;
};

}  // namespace baton::testing
