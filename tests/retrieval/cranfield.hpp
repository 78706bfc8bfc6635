#pragma once

#include <cmath>
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
#include <baton/retrieval/retriever.hpp>

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

}  // namespace baton::testing
