#include "index/redis/redis_wire.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/json.hpp>
#include <baton/core/sha256.hpp>

#include "core/ascii.hpp"
#include "index/filter_terms.hpp"
#include "index/record_check.hpp"

namespace baton::inline v0::redis {
namespace {

// Numbers of the index are doubles: so many digits of a digest are one without loss.
constexpr std::size_t ordering_digits = 13;
constexpr std::size_t most_removed_by_one = 1'000;

static_assert(std::endian::native == std::endian::little, "vectors go to Redis as the server's machine keeps them");

std::string bytes_of(const Embedding& vector) {
  std::string bytes(vector.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), vector.data(), bytes.size());
  return bytes;
}

Error foreign_answer() {
  return Error(ErrorCode::bad_response, "Redis answered something that is not its search's protocol: check the URL, the "
                                        "server's version and any proxy in between");
}

Embedding vector_of(std::string_view bytes) {
  if (bytes.size() % sizeof(float) != 0) throw foreign_answer();
  Embedding vector(bytes.size() / sizeof(float));
  std::memcpy(vector.data(), bytes.data(), bytes.size());
  return vector;
}

/// The first digits as a number of the same order.
std::string ordering_of(std::string_view digest) {
  std::uint64_t number = 0;
  std::from_chars(digest.data(), digest.data() + ordering_digits, number, 16);
  return std::to_string(number);
}

std::string digest_of(std::string_view text) { return to_hex(sha256(text)).substr(0, 32); }

std::string joined(const std::vector<std::string>& terms) {
  std::string text;
  for (const std::string& term : terms) text += text.empty() ? term : "," + term;
  return text;
}

double number_in(const std::string& text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw foreign_answer();
  return number;
}

const std::string& text_in(const RedisReply& reply) {
  if (reply.kind != RedisReply::Kind::text) throw foreign_answer();
  return reply.text;
}

Json metadata_in(const std::string& text) {
  try {
    return Json::parse(text);
  } catch (const Error& error) {
    throw foreign_answer().with_cause(error);
  }
}

void set_field(Row& row, const std::string& name, const std::string& value) {
  if (name == "id") row.record.id = value;
  if (name == "source") row.record.source = value;
  if (name == "text") row.record.text = value;
  if (name == "metadata") row.record.metadata = metadata_in(value);
  if (name == "distance") row.score = 1.0 - number_in(value);
}

Row row_of(const RedisReply& key, const RedisReply& fields) {
  Row row{.key = text_in(key)};
  if (fields.kind != RedisReply::Kind::list || fields.parts.size() % 2 != 0) throw foreign_answer();
  for (std::size_t i = 0; i < fields.parts.size(); i += 2) {
    set_field(row, text_in(fields.parts[i]), text_in(fields.parts[i + 1]));
  }
  return row;
}

}  // namespace

std::string record_digest(const StoreNamespace& space, const std::string& id) {
  // The length in front keeps namespaces and ids apart.
  return to_hex(sha256(std::to_string(space.name().size()) + ":" + space.name() + ":" + id));
}

bool is_record_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

RedisWords creation(const Names& names, std::size_t dimensions) {
  return {"FT.CREATE", names.index, "ON", "HASH", "PREFIX", "1", names.prefix, "STOPWORDS", "0", "SCHEMA",
          "space_tag", "TAG", "source_tag", "TAG", "terms", "TAG", "order", "NUMERIC", "SORTABLE", "words", "TEXT", "NOSTEM",
          "vector", "VECTOR", "HNSW", "12", "TYPE", "FLOAT32", "DIM", std::to_string(dimensions), "DISTANCE_METRIC", "COSINE",
          "M", "16", "EF_CONSTRUCTION", "200", "EF_RUNTIME", "100"};
}

std::string text_of(const Note& note) {
  nlohmann::json json;
  json["embedder"] = note.embedder.name;
  json["dimensions"] = note.embedder.dimensions;
  json["languages"] = note.languages;
  json["format"] = note.format;
  return json.dump();
}

std::optional<Note> read_note(std::string_view text) {
  try {
    const auto json = nlohmann::json::parse(text);
    return Note{.embedder = {.name = json.at("embedder").get<std::string>(), .dimensions = json.at("dimensions").get<std::size_t>()},
                .languages = json.value("languages", std::vector<std::string>()),
                .format = json.value("format", 1)};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

void put_record(const Names& names, const StoreNamespace& space, const VectorRecord& record, const WordForms& forms,
                std::vector<RedisWords>& commands) {
  std::string words;
  for_each_filed_word(record.text, forms, [&](const std::string& word) {
    words += word + ' ';
    return true;
  });
  const std::string digest = record_digest(space, record.id);
  const std::string key = names.prefix + digest;
  RedisWords put = {"HSET", key, "space_tag", digest_of(space.name()), "source_tag", digest_of(record.source),
                    "terms", joined(metadata_terms(record.metadata)), "order", ordering_of(digest),
                    "id", record.id, "source", record.source, "text", record.text, "metadata", record.metadata.dump(),
                    "words", std::move(words)};
  if (has_direction(record.vector)) {
    put.insert(put.end(), {"vector", bytes_of(record.vector)});
  } else {
    commands.push_back({"HDEL", key, "vector"});
  }
  commands.push_back(std::move(put));
}

std::vector<RedisWords> retrieval(std::span<const std::string> keys, bool vectors) {
  std::vector<RedisWords> commands;
  for (const std::string& key : keys) {
    commands.push_back({"HMGET", key, "id", "source", "text", "metadata"});
    if (vectors) commands.back().emplace_back("vector");
  }
  return commands;
}

std::vector<RedisWords> removal(std::span<const std::string> keys) {
  std::vector<RedisWords> commands;
  while (!keys.empty()) {
    const auto some = keys.first(std::min(most_removed_by_one, keys.size()));
    commands.push_back({"DEL"});
    commands.back().insert(commands.back().end(), some.begin(), some.end());
    keys = keys.subspan(some.size());
  }
  return commands;
}

Query::Query(const StoreNamespace& space, const Filter& condition) {
  text_ = "@space_tag:{" + bind(digest_of(space.name())) + "}";
  if (may_refuse(condition)) text_ += " " + written(condition);
}

void Query::add_source(const std::string& source) { text_ += " @source_tag:{" + bind(digest_of(source)) + "}"; }

void Query::begin_at(std::string_view digest) { text_ += " @order:[" + bind(ordering_of(digest)) + " +inf]"; }

void Query::add_words(std::span<const std::string> words) {
  const char* between = " @words:(";
  for (const std::string& word : words) text_ += std::exchange(between, "|") + bind(word);
  text_ += ")";
}

RedisWords Query::in_order(const Names& names, std::size_t most, bool whole) const {
  RedisWords command = search(names, text_, most, whole);
  command.insert(command.end(), {"SORTBY", "order", "ASC"});
  return command;
}

RedisWords Query::nearest(const Names& names, const Embedding& vector, std::size_t most, bool whole) const {
  Query query = *this;
  query.text_ = "(" + text_ + ")=>[KNN " + query.bind(std::to_string(most));
  query.text_ += " @vector " + query.bind(bytes_of(vector)) + " AS distance]";
  RedisWords command = query.search(names, query.text_, most, whole);
  command.insert(command.end(), {"SORTBY", "distance", "ASC"});
  return command;
}

RedisWords Query::ranked(const Names& names, std::size_t most, bool whole) const {
  RedisWords command = search(names, text_, most, whole);
  command.insert(command.end(), {"WITHSCORES", "VERBATIM"});
  return command;
}

std::string Query::bind(std::string value) {
  const std::string name = "p" + std::to_string(parameters_.size() / 2);
  parameters_.insert(parameters_.end(), {name, std::move(value)});
  return "$" + name;
}

std::string Query::written(const Filter& condition) {
  if (condition.op == FilterOp::exists) return "@terms:{" + bind(condition.key) + "}";
  if (condition.op == FilterOp::negation) return "-(" + written(condition.parts.front()) + ")";
  std::string text;
  const char* between = "((";
  for (const Filter& part : condition.parts) {
    text += std::exchange(between, condition.op == FilterOp::all ? ") (" : ") | (") + written(part);
  }
  return text + "))";
}

RedisWords Query::search(const Names& names, std::string text, std::size_t most, bool whole) const {
  RedisWords command = {"FT.SEARCH", names.index, std::move(text), "PARAMS", std::to_string(parameters_.size())};
  command.insert(command.end(), parameters_.begin(), parameters_.end());
  // Without a limit of time, or the server gives what it found until then and does not say so.
  command.insert(command.end(), {"LIMIT", "0", std::to_string(most), "TIMEOUT", "0", "DIALECT", "2", "RETURN"});
  if (whole) command.insert(command.end(), {"5", "id", "source", "text", "metadata", "distance"});
  else command.insert(command.end(), {"2", "metadata", "distance"});
  return command;
}

Rows rows_of(const RedisReply& reply, bool ranked) {
  if (reply.kind == RedisReply::Kind::error) throw refused(reply.text);
  const std::size_t stride = ranked ? 3 : 2;
  if (reply.kind != RedisReply::Kind::list || reply.parts.size() % stride != 1) throw foreign_answer();
  Rows rows{.rows = {}, .count = reply.parts.size() / stride};
  for (std::size_t i = 1; i < reply.parts.size(); i += stride) {
    const RedisReply& fields = reply.parts[i + stride - 1];
    if (fields.kind == RedisReply::Kind::nil) continue;
    rows.rows.push_back(row_of(reply.parts[i], fields));
    if (ranked) rows.rows.back().score = number_in(text_in(reply.parts[i + 1]));
  }
  return rows;
}

bool read_record(const RedisReply& reply, VectorRecord& record) {
  if (reply.kind == RedisReply::Kind::error) throw refused(reply.text);
  if (reply.kind != RedisReply::Kind::list || reply.parts.size() < 4) throw foreign_answer();
  if (reply.parts[0].kind == RedisReply::Kind::nil) return false;
  record.id = text_in(reply.parts[0]);
  record.source = text_in(reply.parts[1]);
  record.text = text_in(reply.parts[2]);
  record.metadata = metadata_in(text_in(reply.parts[3]));
  const bool has_vector = reply.parts.size() > 4 && reply.parts[4].kind == RedisReply::Kind::text;
  if (has_vector) record.vector = vector_of(reply.parts[4].text);
  return true;
}

bool lacks_search(std::string_view refusal) { return ascii::lower(refusal).starts_with("err unknown command"); }

bool lacks_index(std::string_view refusal) {
  // RediSearch up to 2.10, of FT.SEARCH and of others; and Redis 8.
  const std::string words = ascii::lower(refusal);
  return words.find("no such index") != std::string::npos || words.find("unknown index") != std::string::npos ||
         words.find("index not found") != std::string::npos;
}

Error refused(const std::string& refusal) {
  const auto begins = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return refusal.starts_with(word); });
  };
  const bool later = begins({"LOADING", "BUSY", "OOM", "TRYAGAIN", "MASTERDOWN"});
  ErrorCode code = ErrorCode::invalid_argument;
  if (begins({"NOAUTH", "NOPERM", "WRONGPASS"})) code = ErrorCode::permission_denied;
  if (later) code = ErrorCode::overloaded;
  if (lacks_index(refusal)) code = ErrorCode::not_found;
  const std::string advice = code == ErrorCode::not_found ? ": somebody dropped the index: open the store again" : "";
  return Error(code, "Redis refused a call and said: " + refusal.substr(0, 500) + advice).with_provider("Redis").with_retry(later);
}

}  // namespace baton::inline v0::redis
