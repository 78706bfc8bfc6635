#pragma once

#include <cstring>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "index/redis/resp_server.hpp"
#include "index/redis/search_query.hpp"

namespace baton::testing {

/// The commands that the store sends, answered as the documentation of Redis says, because no package has a server with
/// vector search. It refuses what it does not know, in the words of RediSearch 2.6.
class SearchModel {
 public:
  /// `place_width`: how many neighbouring numbers count as the same.
  explicit SearchModel(double place_width = 1.0)
      : place_width_(place_width), server_([this](const Words& command) { return answer(command); }) {}
  [[nodiscard]] std::string url() const { return server_.url(); }

 private:
  using Words = std::vector<std::string>;
  struct Index {
    std::string prefix;
    std::size_t dimensions = 0;
    SearchFields fields = {};
  };
  /// What a search is told behind its query.
  struct Asked {
    std::map<std::string, std::string> parameters = {};
    std::size_t most = 0;
    Words fields = {};
    std::string order = {};
    bool scored = false;
  };
  struct Hit {
    std::string key;
    const RedisHash* hash;
    double score;
  };

  std::string answer(const Words& words) {
    const std::lock_guard lock(mutex_);
    try {
      if (words[0].starts_with("FT.")) return searched(words);
      if (words[0] == "SET") return strings_.emplace(words.at(1), words.at(2)).second ? resp::word("OK") : resp::nil();
      if (words[0] == "GET") return strings_.contains(words.at(1)) ? resp::text(strings_[words[1]]) : resp::nil();
      if (words[0] == "HSET") return put(words);
      if (words[0] == "HDEL") return resp::integer(hashes_[words.at(1)].erase(words.at(2)));
      if (words[0] == "HMGET") return got(words);
      if (words[0] == "DEL") return removed(words);
      return resp::error("ERR unknown command '" + words[0] + "', with args beginning with: ");
    } catch (const std::exception& error) {
      return resp::error(error.what());
    }
  }

  std::string searched(const Words& words) {
    const bool known = indexes_.contains(words.at(1));
    if (words[0] == "FT.SEARCH") return known ? found(words) : resp::error(words[1] + ": no such index");
    if (words[0] == "FT.CREATE") return known ? resp::error("Index already exists") : created(words);
    if (!known) return resp::error("Unknown Index name");
    if (words[0] == "FT.INFO") return resp::list({resp::word("index_name"), resp::word(words[1])});
    if (words[0] != "FT.DROPINDEX" || words.at(2) != "DD") return resp::error("ERR unknown command");
    std::erase_if(hashes_, [&](const auto& entry) { return entry.first.starts_with(indexes_[words[1]].prefix); });
    indexes_.erase(words[1]);
    return resp::word("OK");
  }

  /// The words behind the keyword at that place, which their number follows.
  static Words listed(const Words& words, std::size_t at) {
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(at) + 2;
    return {first, first + std::stol(words.at(at + 1))};
  }

  std::string created(const Words& words) {
    const Words begin = {"ON", "HASH", "PREFIX", "1", words.at(6), "STOPWORDS", "0", "SCHEMA"};
    if (!std::equal(begin.begin(), begin.end(), words.begin() + 2)) return resp::error("Unknown argument");
    Index index{.prefix = words[6]};
    for (std::size_t at = 2 + begin.size(); at < words.size();) {
      const std::string& type = index.fields[words[at]] = words.at(at + 1);
      at += 2;
      if (type == "VECTOR") {
        const Words options = listed(words, at);
        index.dimensions = std::stoul(*(std::ranges::find(options, "DIM") + 1));
        at += 2 + options.size();
      }
      while (at < words.size() && (words[at] == "SORTABLE" || words[at] == "NOSTEM")) ++at;
      if (type != "TAG" && type != "NUMERIC" && type != "TEXT" && type != "VECTOR") return resp::error("Invalid field type for field");
    }
    indexes_[words[1]] = std::move(index);
    return resp::word("OK");
  }

  std::string put(const Words& words) {
    for (std::size_t i = 2; i < words.size(); i += 2) hashes_[words.at(1)][words[i]] = words.at(i + 1);
    return resp::integer(words.size() / 2 - 1);
  }

  std::string got(const Words& words) {
    const RedisHash& hash = hashes_[words.at(1)];
    std::vector<std::string> values;
    for (std::size_t i = 2; i < words.size(); ++i) {
      values.push_back(hash.contains(words[i]) ? resp::text(hash.at(words[i])) : resp::nil());
    }
    return resp::list(values);
  }

  std::string removed(const Words& words) {
    std::size_t count = 0;
    for (std::size_t i = 1; i < words.size(); ++i) count += hashes_.erase(words[i]) + strings_.erase(words[i]);
    return resp::integer(count);
  }

  static std::vector<float> vector_of(const std::string& bytes) {
    std::vector<float> vector(bytes.size() / sizeof(float));
    std::memcpy(vector.data(), bytes.data(), bytes.size());
    return vector;
  }

  static double distance(const std::string& a, const std::string& b) {
    const std::vector<float> x = vector_of(a);
    const std::vector<float> y = vector_of(b);
    double product = 0.0;
    double squares_x = 0.0;
    double squares_y = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      product += static_cast<double>(x[i]) * static_cast<double>(y[i]);
      squares_x += static_cast<double>(x[i]) * static_cast<double>(x[i]);
      squares_y += static_cast<double>(y[i]) * static_cast<double>(y[i]);
    }
    return 1.0 - product / std::sqrt(squares_x * squares_y);
  }

  static Asked asked_of(const Words& words) {
    Asked asked;
    Words seen;
    for (std::size_t at = 3; at < words.size();) {
      seen.push_back(words[at]);
      const bool counted = words[at] == "PARAMS" || words[at] == "RETURN";
      const Words list = counted ? listed(words, at) : Words();
      if (words[at] == "PARAMS") {
        for (std::size_t i = 0; i < list.size(); i += 2) asked.parameters[list[i]] = list.at(i + 1);
      }
      if (words[at] == "RETURN") asked.fields = list;
      if (words[at] == "LIMIT") asked.most = std::stoul(words.at(at + 2));
      if (words[at] == "SORTBY") asked.order = words.at(at + 1);
      if (words[at] == "WITHSCORES") asked.scored = true;
      const std::map<std::string, std::size_t> sizes = {{"PARAMS", 2 + list.size()}, {"RETURN", 2 + list.size()}, {"LIMIT", 3}, {"SORTBY", 3},
                                                        {"TIMEOUT", 2}, {"DIALECT", 2}, {"WITHSCORES", 1}, {"VERBATIM", 1}};
      if (!sizes.contains(words[at])) throw std::runtime_error("Unknown argument `" + words[at] + "`");
      at += sizes.at(words[at]);
    }
    for (const char* needed : {"PARAMS", "LIMIT", "TIMEOUT", "DIALECT"}) {  // without which the store would be wrong
      if (std::ranges::find(seen, needed) == seen.end()) throw std::runtime_error(std::string("the store left out ") + needed);
    }
    if (asked.most > most_results) throw std::runtime_error("LIMIT exceeds maximum of " + std::to_string(most_results));
    return asked;
  }

  std::string found(const Words& words) {
    const Asked asked = asked_of(words);
    const Index& index = indexes_[words[1]];
    const std::string& text = words.at(2);
    const std::size_t arrow = text.find("=>[KNN ");
    const bool nearest = arrow != std::string::npos;
    std::vector<Hit> hits = passed(index, text.substr(0, arrow), asked.parameters, nearest);
    if (nearest) rank(hits, text.substr(arrow), asked.parameters, index.dimensions);
    if (asked.order == (nearest ? "distance" : "order")) std::ranges::stable_sort(hits, {}, &Hit::score);
    else if (!asked.order.empty()) throw std::runtime_error("Property `" + asked.order + "` not loaded nor in schema");
    if (asked.scored) std::ranges::stable_sort(hits, std::greater(), &Hit::score);
    const std::size_t all = hits.size();
    if (hits.size() > asked.most) hits.resize(asked.most);
    return written(hits, all, asked.fields, asked.scored, nearest);
  }

  std::vector<Hit> passed(const Index& index, const std::string& text, const std::map<std::string, std::string>& parameters,
                          bool with_vector) {
    std::vector<Hit> hits;
    SearchQuery query(text, parameters, index.fields, place_width_);
    for (const auto& [key, hash] : hashes_) {
      if (!key.starts_with(index.prefix) || !hash.contains("order") || (with_vector && !hash.contains("vector"))) continue;
      double words = 0.0;
      const bool fits = query.holds(hash, words);
      const double place = std::floor(std::stod(hash.at("order")) / place_width_);
      if (fits) hits.push_back({.key = key, .hash = &hash, .score = words > 0.0 ? words : place});
    }
    // Those of the same place come in an order of the server's own.
    std::ranges::reverse(hits);
    return hits;
  }

  static void rank(std::vector<Hit>& hits, const std::string& text, const std::map<std::string, std::string>& parameters,
                   std::size_t dimensions) {
    char most[16] = {};
    char vector[16] = {};
    if (std::sscanf(text.c_str(), "=>[KNN $%15s @vector $%15s AS distance]", most, vector) != 2) throw std::runtime_error("Syntax error");
    const std::string& wanted = parameters.at(vector);
    if (wanted.size() != dimensions * sizeof(float)) throw std::runtime_error("Error parsing vector similarity query");
    for (Hit& hit : hits) hit.score = distance(wanted, hit.hash->at("vector"));
    std::ranges::stable_sort(hits, {}, &Hit::score);
    if (hits.size() > std::stoul(parameters.at(most))) hits.resize(std::stoul(parameters.at(most)));
  }

  static std::string written(const std::vector<Hit>& hits, std::size_t all, const Words& fields, bool scored, bool nearest) {
    std::vector<std::string> parts = {resp::integer(all)};
    for (const Hit& hit : hits) {
      parts.push_back(resp::text(hit.key));
      if (scored) parts.push_back(resp::text(std::to_string(hit.score)));
      std::vector<std::string> values;
      for (const std::string& field : fields) {
        if (field == "distance" ? !nearest : !hit.hash->contains(field)) continue;
        values.push_back(resp::text(field));
        values.push_back(resp::text(field == "distance" ? std::to_string(hit.score) : hit.hash->at(field)));
      }
      parts.push_back(resp::list(values));
    }
    return resp::list(parts);
  }

  static constexpr std::size_t most_results = 10'000;  // as in Redis Stack
  const double place_width_;
  std::mutex mutex_;
  std::map<std::string, Index> indexes_;
  std::map<std::string, RedisHash> hashes_;
  std::map<std::string, std::string> strings_;
  RespServer server_;
};

}  // namespace baton::testing
