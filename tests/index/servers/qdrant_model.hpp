#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/test_server.hpp"

namespace baton::testing {

/// The calls of Qdrant's REST API that the store makes, written anew by docs/redoc/v1.19.x/openapi.json of
/// github.com/qdrant/qdrant, because no package has the server. It refuses what the specification does not know.
/// It proves the store's own logic; that a real server agrees is shown only as far as the specification goes.
class QdrantModel {
 public:
  QdrantModel() : server_([this](const test::Received& request) { return answer(request); }) {}
  [[nodiscard]] std::string url() const { return server_.url(); }

 private:
  using json = nlohmann::json;
  struct Collection {
    json created;
    std::map<std::string, json> points;  // "By default, all resulting points are sorted by id"
  };

  static test::Reply ok(json result) {
    return test::Reply::text(200, json{{"time", 0.002}, {"status", "ok"}, {"result", std::move(result)}}.dump());
  }
  static test::Reply refuse(int status, const std::string& error) {
    return test::Reply::text(status, json{{"time", 0.002}, {"status", {{"error", error}}}, {"result", nullptr}}.dump());
  }
  static json done() { return {{"operation_id", 0}, {"status", "completed"}}; }

  test::Reply answer(const test::Received& request) {
    const std::lock_guard lock(mutex_);
    const std::string path = request.target.substr(0, request.target.find('?'));
    const std::size_t begin = std::string("/collections/").size();
    const std::size_t slash = path.find('/', begin);
    const std::string name = path.substr(begin, slash - begin);
    const std::string call = request.method + (slash == std::string::npos ? "" : path.substr(slash));
    const json body = request.body.empty() ? json() : json::parse(request.body);
    if (call == "DELETE") return ok(collections_.erase(name) == 1);
    if (call == "PUT") {
      if (collections_.contains(name)) return refuse(409, "Wrong input: Collection `" + name + "` already exists!");
      collections_[name].created = body;
      return ok(true);
    }
    const auto at = collections_.find(name);
    if (at == collections_.end()) return refuse(404, "Not found: Collection `" + name + "` doesn't exist!");
    return answer(call, body, at->second);
  }

  static test::Reply answer(const std::string& call, const json& body, Collection& collection) {
    if (call == "GET") {
      const json& created = collection.created;
      return ok({{"status", "green"},
                 {"config", {{"params", {{"vectors", created.at("vectors")}}}, {"metadata", created.value("metadata", json())}}}});
    }
    if (call == "PUT/index") return ok(done());
    if (call == "PUT/points") return upsert(body, collection);
    if (call == "POST/points/delete") return remove(body, collection);
    if (call == "POST/points") return retrieve(body, collection);
    if (call == "POST/points/scroll") return scroll(body, collection);
    if (call == "POST/points/query") return query(body, collection);
    return refuse(404, "no such call: " + call);
  }

  static test::Reply upsert(const json& body, Collection& collection) {
    for (const json& point : body.at("points")) {
      if (point.at("id").get<std::string>().size() != 36) return refuse(400, "value is not a valid point ID");
      if (point.at("vector").size() != collection.created.at("vectors").at("size").get<std::size_t>()) {
        return refuse(400, "Wrong input: Vector dimension error");
      }
      json kept = point;
      double squares = 0.0;
      for (const json& x : point.at("vector")) squares += x.get<double>() * x.get<double>();
      for (json& x : kept["vector"]) x = x.get<double>() / std::sqrt(squares);
      collection.points[point.at("id").get<std::string>()] = std::move(kept);
    }
    return ok(done());
  }

  static test::Reply remove(const json& body, Collection& collection) {
    if (body.contains("filter")) {
      std::erase_if(collection.points, [&](const auto& entry) { return fits(body.at("filter"), entry.second); });
    } else {
      for (const json& id : body.at("points")) collection.points.erase(id.get<std::string>());
    }
    return ok(done());
  }

  static test::Reply retrieve(const json& body, Collection& collection) {
    json result = json::array();
    for (const json& id : body.at("ids")) {
      const auto at = collection.points.find(id.get<std::string>());
      if (at != collection.points.end()) result.push_back(at->second);
    }
    return ok(std::move(result));
  }

  static test::Reply scroll(const json& body, Collection& collection) {
    json points = json::array();
    json next = nullptr;
    for (auto at = collection.points.lower_bound(body.value("offset", "")); at != collection.points.end(); ++at) {
      if (!fits(body.at("filter"), at->second)) continue;
      if (points.size() == body.at("limit").get<std::size_t>()) {
        next = at->first;
        break;
      }
      json point = at->second;
      point.erase("vector");
      if (body.at("with_payload").is_array()) point["payload"] = {{"metadata", point.at("payload").at("metadata")}};
      points.push_back(std::move(point));
    }
    return ok({{"points", std::move(points)}, {"next_page_offset", std::move(next)}});
  }

  static test::Reply query(const json& body, Collection& collection) {
    const auto wanted = body.at("query").get<std::vector<double>>();
    double squares = 0.0;
    for (const double x : wanted) squares += x * x;
    std::multimap<double, json, std::greater<>> ranked;
    for (const auto& [id, point] : collection.points) {
      if (!fits(body.at("filter"), point)) continue;
      double score = 0.0;
      for (std::size_t i = 0; i < wanted.size(); ++i) score += wanted[i] * point.at("vector").at(i).get<double>() / std::sqrt(squares);
      ranked.emplace(score, json{{"id", id}, {"version", 3}, {"score", score}, {"payload", point.at("payload")}});
    }
    json points = json::array();
    for (auto& [score, point] : ranked) {
      if (points.size() < body.at("limit").get<std::size_t>()) points.push_back(std::move(point));
    }
    return ok({{"points", std::move(points)}});
  }

  /// "must", "should" and "must_not" of a filter all hold, where they are there; a condition may be a filter.
  static bool fits(const json& filter, const json& point) {
    const auto holds = [&](const json& condition) { return holds_for(condition, point); };
    const auto count = [&](const char* clause) {
      return filter.contains(clause) ? std::count_if(filter[clause].begin(), filter[clause].end(), holds) : 0;
    };
    if (filter.contains("must") && count("must") != static_cast<std::ptrdiff_t>(filter["must"].size())) return false;
    return (!filter.contains("should") || count("should") > 0) && count("must_not") == 0;
  }

  static bool holds_for(const json& condition, const json& point) {
    const auto among = [](const json& list, const json& one) { return std::find(list.begin(), list.end(), one) != list.end(); };
    if (condition.contains("has_id")) return among(condition["has_id"], point.at("id"));
    if (!condition.contains("key")) return fits(condition, point);
    const json& kept = point.at("payload").at(condition.at("key").get<std::string>());
    const json& value = condition.at("match").at("value");
    return kept.is_array() ? among(kept, value) : kept == value;
  }

  std::mutex mutex_;
  std::map<std::string, Collection> collections_;
  test::TestServer server_;
};

}  // namespace baton::testing
