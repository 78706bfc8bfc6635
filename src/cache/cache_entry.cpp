#include "cache/cache_entry.hpp"

#include <cstddef>

#include <nlohmann/json.hpp>

#include <baton/message/codec.hpp>

#include "cache/sealed.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

constexpr std::string_view entry_magic = "BAC1";
constexpr std::size_t length_bytes = 4;

std::string length_of(std::size_t size) {
  std::string bytes(length_bytes, '\0');
  for (std::size_t i = 0; i < length_bytes; ++i) bytes[i] = static_cast<char>(size >> (8 * i) & 0xff);
  return bytes;
}

std::size_t read_length(std::string_view bytes) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    size |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return size;
}

/// Short names: there is one of these for every few characters of an answer.
struct DeltaWriter {
  json operator()(const TextDelta& delta) const { return {"t", delta.text}; }
  json operator()(const ReasoningDelta& delta) const { return {"r", delta.text}; }
  json operator()(const ToolCallDelta& delta) const {
    return {"c", delta.index, delta.id, delta.name, delta.arguments};
  }
  json operator()(const ChatEnd&) const { return nullptr; }
};

ChatEvent read_delta(const json& stored) {
  const auto& kind = stored.at(0).get_ref<const std::string&>();
  if (kind == "t") return TextDelta(stored.at(1).get<std::string>());
  if (kind == "r") return ReasoningDelta(stored.at(1).get<std::string>());
  if (kind != "c") damaged_cache("a piece of unknown kind");
  return ToolCallDelta(stored.at(1).get<std::size_t>(), stored.at(2).get<std::string>(),
                       stored.at(3).get<std::string>(), stored.at(4).get<std::string>());
}

/// Nothing for text that is not UTF-8: it would read back as something else.
std::optional<std::string> strict_text(const json& value) {
  try {
    return value.dump(-1, ' ', false, json::error_handler_t::strict);
  } catch (const json::type_error&) {
    return std::nullopt;
  }
}

/// Empty when there are none, or when a piece ends inside of a code point.
std::string write_deltas(const std::vector<ChatEvent>& deltas) {
  if (deltas.empty()) return {};
  json out = json::array();
  for (const ChatEvent& delta : deltas) out.push_back(std::visit(DeltaWriter{}, delta));
  return strict_text(out).value_or(std::string());
}

std::vector<ChatEvent> read_deltas(std::string_view text) {
  std::vector<ChatEvent> deltas;
  if (text.empty()) return deltas;
  const Json stored = Json::parse(text);
  for (const json& delta : stored.ref()) deltas.push_back(read_delta(delta));
  return deltas;
}

}  // namespace

std::shared_ptr<const ChatResponse> from_cache(const ChatResponse& response) {
  auto given = std::make_shared<ChatResponse>(response);
  given->usage = {};
  given->from_cache = true;
  return given;
}

std::vector<ChatEvent> deltas_of(const ChatResponse& response) {
  std::vector<ChatEvent> deltas;
  std::size_t calls = 0;
  for (const Part& part : response.message.parts) {
    if (const auto* said = std::get_if<Text>(&part)) {
      deltas.emplace_back(TextDelta(said->text));
    } else if (const auto* thought = std::get_if<Reasoning>(&part); thought != nullptr && !thought->text.empty()) {
      deltas.emplace_back(ReasoningDelta(thought->text));
    } else if (const auto* call = std::get_if<ToolCall>(&part)) {
      deltas.emplace_back(ToolCallDelta(calls++, call->id, call->name, call->arguments));
    }
  }
  return deltas;
}

std::optional<std::string> write_entry(const ChatResponse& response, const std::vector<ChatEvent>& deltas,
                                       std::size_t max_bytes) {
  const Json stored = to_json(response);
  const auto whole = strict_text(stored.ref());
  if (!whole || whole->size() > max_bytes) return std::nullopt;
  const std::string pieces = write_deltas(deltas);
  const bool fits = whole->size() + pieces.size() <= max_bytes;
  return seal(entry_magic, length_of(whole->size()) + *whole + (fits ? pieces : std::string()));
}

CacheEntry read_entry(std::string_view bytes, bool with_deltas) {
  const std::string_view content = unseal(entry_magic, bytes);
  if (content.size() < length_bytes) damaged_cache("no length");
  const std::string_view texts = content.substr(length_bytes);
  const std::size_t length = read_length(content);
  if (length > texts.size()) damaged_cache("wrong length");
  try {
    CacheEntry entry;
    entry.response = from_cache(response_from_json(Json::parse(texts.substr(0, length))));
    if (with_deltas) entry.deltas = read_deltas(texts.substr(length));
    if (with_deltas && entry.deltas.empty()) entry.deltas = deltas_of(*entry.response);
    return entry;
  } catch (const nlohmann::json::exception&) {
    damaged_cache("a piece of the wrong type");
  }
}

}  // namespace baton::inline v0
