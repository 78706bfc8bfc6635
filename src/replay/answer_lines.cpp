#include "replay/answer_lines.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>

#include <baton/message/codec.hpp>

#include "message/json_read.hpp"
#include "replay/error_json.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::int64_t longest_ms = 86'400'000;  // a day: later is no recording

/// The shortest decimals that read back as this float, instead of the many digits of a double.
json number_line(float value) {
  if (!std::isfinite(value)) {
    throw Error(ErrorCode::bad_response, "a vector holds a value that is not a finite number");
  }
  std::array<char, 32> digits{};
  const auto* const end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  double shortest = 0.0;
  std::from_chars(digits.begin(), end, shortest);
  return static_cast<float>(shortest) == value ? shortest : static_cast<double>(value);
}

json call_line(const ToolCallDelta& delta) {
  json out = {{"index", delta.index}};
  if (!delta.id.empty()) out["id"] = delta.id;
  if (!delta.name.empty()) out["name"] = delta.name;
  if (!delta.arguments.empty()) out["arguments"] = delta.arguments;
  return out;
}

struct EventLine {
  json operator()(const TextDelta& delta) const { return {{"text", delta.text}}; }
  json operator()(const ReasoningDelta& delta) const { return {{"reasoning", delta.text}}; }
  json operator()(const ToolCallDelta& delta) const { return {{"call", call_line(delta)}}; }
  json operator()(const ChatEnd& end) const { return {{"end", to_json(*end.response).ref()}}; }
};

/// What an answer consists of, without the line that ends it unless that is an event.
struct AnswerLines {
  std::vector<json>& lines;
  const Interaction& whole;

  void put(std::chrono::milliseconds at, json line) const {
    line["ms"] = at.count();
    lines.push_back(std::move(line));
  }
  void operator()(const ChatAnswer& answer) const {
    for (const auto& timed : answer.events) put(timed.at, std::visit(EventLine{}, timed.event));
  }
  void operator()(const EmbeddingAnswer& answer) const {
    for (const auto& vector : answer.vectors) {
      json numbers = json::array();
      for (const float value : vector) numbers.push_back(number_line(value));
      put(whole.ended, {{"vector", std::move(numbers)}});
    }
    if (whole.failure || whole.stopped) return;
    put(whole.ended, {{"end", {{"dimensions", answer.dimensions}}}});
  }
  void operator()(const RerankAnswer& answer) const {
    for (const auto& ranked : answer.ranking) {
      put(whole.ended, {{"ranked", {{"index", ranked.index}, {"score", ranked.score}}}});
    }
    if (whole.failure || whole.stopped) return;
    put(whole.ended, {{"end", json::object()}});
  }
};

std::size_t read_size(const JsonReader& stored, std::string_view key) {
  const auto value = stored.integer(key);
  if (value < 0) stored.fail(key, "a size");
  return static_cast<std::size_t>(value);
}

[[noreturn]] void unknown_line(const Interaction& interaction) {
  throw Error(ErrorCode::schema_mismatch,
              "a line that the answer to a request of kind '" + interaction.ask.kind + "' does not have");
}

std::string text_of(const json& value) {
  if (!value.is_string()) throw Error(ErrorCode::schema_mismatch, "a piece of text that is no string");
  return value.get<std::string>();
}

ToolCallDelta read_call(const json& value) {
  const JsonReader stored(value, "tool call");
  return ToolCallDelta(read_size(stored, "index"), stored.text("id"), stored.text("name"),
                       stored.text("arguments"));
}

ChatEvent read_event(const Interaction& whole, const std::string& key, const json& value) {
  if (key == "text") return TextDelta(text_of(value));
  if (key == "reasoning") return ReasoningDelta(text_of(value));
  if (key == "call") return read_call(value);
  if (key != "end") unknown_line(whole);
  return ChatEnd(std::make_shared<const ChatResponse>(response_from_json(Json(value))));
}

Embedding read_vector(const json& value) {
  if (!value.is_array()) throw Error(ErrorCode::schema_mismatch, "a vector that is no array");
  Embedding vector;
  for (const auto& number : value) {
    if (!number.is_number()) throw Error(ErrorCode::schema_mismatch, "a vector of other than numbers");
    vector.push_back(number.get<float>());
    if (!std::isfinite(vector.back())) {
      throw Error(ErrorCode::schema_mismatch, "a vector with a number too large for a float");
    }
  }
  return vector;
}

std::size_t asked_texts(const Interaction& whole) {
  const auto texts = whole.ask.request.find("texts");
  return texts == whole.ask.request.end() ? 0 : texts->size();
}

/// Reads the line's key and value into the answer; true when it ends.
struct AnswerReader {
  Interaction& whole;
  const std::string& key;
  const json& value;

  bool operator()(ChatAnswer& answer) const {
    answer.events.push_back({whole.ended, read_event(whole, key, value)});
    return key == "end";
  }
  bool operator()(EmbeddingAnswer& answer) const {
    if (key == "vector") {
      answer.vectors.push_back(read_vector(value));
      return false;
    }
    if (key != "end") unknown_line(whole);
    answer.dimensions = read_size(JsonReader(value, "end"), "dimensions");
    if (answer.vectors.size() != asked_texts(whole)) {
      throw Error(ErrorCode::schema_mismatch, "not one vector for each text");
    }
    return true;
  }
  bool operator()(RerankAnswer& answer) const {
    if (key == "end") return true;
    if (key != "ranked") unknown_line(whole);
    const JsonReader stored(value, "place");
    answer.ranking.push_back({read_size(stored, "index"), stored.number("score")});
    if (answer.ranking.back().index >= asked_texts(whole)) {
      throw Error(ErrorCode::schema_mismatch, "a place of a text that was not asked about");
    }
    return false;
  }
};

std::chrono::milliseconds read_time(const json& line) {
  const auto ms = JsonReader(line, "line").integer("ms");
  if (ms < 0 || ms > longest_ms) throw Error(ErrorCode::schema_mismatch, "a time that cannot be");
  return std::chrono::milliseconds(ms);
}

}  // namespace

std::vector<json> answer_lines(const Interaction& interaction) {
  std::vector<json> lines;
  std::visit(AnswerLines{lines, interaction}, interaction.answer);
  const auto ended = interaction.ended.count();
  if (interaction.failure) {
    lines.push_back({{"error", error_to_json(*interaction.failure)}, {"ms", ended}});
  } else if (interaction.stopped) {
    lines.push_back({{"ms", ended}, {"stopped", true}});
  }
  return lines;
}

bool add_answer_line(Interaction& interaction, const json& line) {
  if (line.size() != 2) unknown_line(interaction);
  const auto first = line.begin();
  const auto content = first.key() == "ms" ? std::next(first) : first;
  const std::string& key = content.key();
  interaction.ended = read_time(line);
  if (key == "error") {
    interaction.failure = error_from_json(content.value());
    return true;
  }
  if (key == "stopped") return interaction.stopped = true;
  return std::visit(AnswerReader{interaction, key, content.value()}, interaction.answer);
}

Interaction unanswered(Ask ask) {
  Interaction interaction;
  if (ask.kind == "embedding") {
    interaction.answer = EmbeddingAnswer{};
  } else if (ask.kind == "rerank") {
    interaction.answer = RerankAnswer{};
  } else if (ask.kind != "chat") {
    throw Error(ErrorCode::version_mismatch, "this baton knows no requests of kind '" + ask.kind + "'");
  }
  interaction.ask = std::move(ask);
  return interaction;
}

}  // namespace baton::inline v0::detail
