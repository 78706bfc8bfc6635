#include "replay/cassette_text.hpp"

#include <optional>
#include <utility>

#include <baton/core/json.hpp>
#include <baton/core/sha256.hpp>

#include "message/json_read.hpp"
#include "replay/answer_lines.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::int64_t format_version = 1;
constexpr std::string_view version_key = "baton_cassette";
constexpr std::size_t sum_digits = 16;

std::string sum_of(Sha256& hash) { return to_hex(hash.finish()).substr(0, sum_digits); }

/// The first line of an interaction, and one for each element of the request's lists, so that a
/// change of a prompt shows as the change of a line.
std::vector<json> ask_lines(const Ask& ask) {
  json head = {{"ask", ask.kind}, {"model", ask.model}};
  if (!ask.alias.empty()) head["alias"] = ask.alias;
  std::vector<json> lines;
  for (const auto& [key, value] : ask.request.items()) {
    if (!value.is_array()) {
      head["request"][key] = value;
      continue;
    }
    for (const auto& element : value) lines.push_back({{key, element}});
  }
  lines.insert(lines.begin(), std::move(head));
  return lines;
}

bool is_list(const std::string& kind, const std::string& key) {
  return kind == "chat" ? key == "messages" || key == "tools" : key == "texts";
}

/// Reads a cassette line by line.
class CassetteParser {
 public:
  explicit CassetteParser(const Limits& limits) : limits_(limits) {}

  void line(std::string_view text, std::size_t number);
  [[nodiscard]] std::vector<Interaction> finish();

 private:
  enum class Expects { head, ask, element, answer, sum };

  void read_head(const json& line);
  void read_ask(const json& line, std::size_t number);
  void read_element(const json& line);
  void read_sum(const json& line);
  void content(const json& line, std::size_t number);

  const Limits& limits_;
  Expects expects_ = Expects::head;
  std::vector<Interaction> done_;
  std::optional<Interaction> open_;
  Sha256 hash_;
};

[[noreturn]] void misplaced(std::string_view problem) {
  throw Error(ErrorCode::schema_mismatch, std::string(problem));
}

void CassetteParser::read_head(const json& line) {
  const auto version = line.is_object() ? line.find(version_key) : line.end();
  if (!line.is_object() || version == line.end() || !version->is_number_integer()) {
    misplaced(R"(it does not begin like a cassette, with {"baton_cassette":1})");
  }
  for (const auto& [key, value] : line.items()) {
    if (key != version_key && key != "note") misplaced("unknown field '" + key + "'");
  }
  if (*version != format_version) {
    throw Error(ErrorCode::version_mismatch, "written in version " + version->dump() +
                                                 " of the format, this baton reads version " +
                                                 std::to_string(format_version));
  }
  expects_ = Expects::ask;
}

void CassetteParser::read_ask(const json& line, std::size_t number) {
  const JsonReader stored(line, "request");
  for (const auto& [key, value] : line.items()) {
    if (key != "ask" && key != "model" && key != "alias" && key != "request") {
      misplaced("unknown field '" + key + "'");
    }
  }
  Ask ask{stored.text("ask"), stored.text("model"), stored.text("alias"), json::object()};
  if (const auto* request = stored.find("request")) ask.request = *request;
  if (!ask.request.is_object()) misplaced("a request that is no object");
  open_ = unanswered(std::move(ask));
  open_->line = number;
  expects_ = Expects::element;
}

void CassetteParser::read_element(const json& line) {
  const auto& key = line.begin().key();
  auto& request = open_->ask.request;
  const bool fits = line.size() == 1 && is_list(open_->ask.kind, key) &&
                    (!request.contains(key) || request[key].is_array());
  if (!fits) misplaced("a field '" + key + "' where a part of the request or the answer is expected");
  request[key].push_back(line.begin().value());
}

void CassetteParser::read_sum(const json& line) {
  const std::string stored = JsonReader(line, "sum").text("sum");
  if (line.size() != 1 || stored != sum_of(hash_)) {
    misplaced("the interaction that ends here is not as it was recorded. If you changed it on purpose, "
              "remove this line");
  }
  expects_ = Expects::ask;
}

void CassetteParser::content(const json& line, std::size_t number) {
  if (expects_ == Expects::head) return read_head(line);
  if (!line.is_object() || line.empty()) misplaced("a line that is no object with a field");
  if (expects_ == Expects::sum && line.contains("sum")) return read_sum(line);
  if (expects_ == Expects::sum || expects_ == Expects::ask) return read_ask(line, number);
  if (!line.contains("ms") && expects_ == Expects::element) return read_element(line);
  expects_ = Expects::answer;
  if (!add_answer_line(*open_, line)) return;
  done_.push_back(*std::exchange(open_, std::nullopt));
  expects_ = Expects::sum;
}

void CassetteParser::line(std::string_view text, std::size_t number) {
  if (text.ends_with('\r')) text.remove_suffix(1);  // as Git may write it
  if (text.empty()) return;
  if (text.size() > limits_.line_bytes) {
    throw Error(ErrorCode::limit_exceeded,
                "a line of more than " + std::to_string(limits_.line_bytes) + " bytes");
  }
  const Json parsed = Json::parse(text, limits_);
  if (parsed.ref().is_object() && parsed.ref().contains("ask")) hash_ = Sha256();
  content(parsed.ref(), number);
  hash_.update(text).update("\n");
}

std::vector<Interaction> CassetteParser::finish() {
  if (expects_ == Expects::head) misplaced("the file is empty");
  if (open_) {
    misplaced("the file ends within the interaction that begins in line " +
              std::to_string(open_->line) + ". To keep those before it, remove it");
  }
  return std::move(done_);
}

Error refused(const Error& error, const std::string& path, std::size_t line) {
  const bool kept = error.code() == ErrorCode::limit_exceeded ||
                    error.code() == ErrorCode::version_mismatch;
  const bool limit = error.code() == ErrorCode::limit_exceeded;
  return Error(kept ? error.code() : ErrorCode::data_corrupt,
               "the cassette '" + path + "' cannot be replayed, line " + std::to_string(line) + ": " +
                   error.message() +
                   (limit ? ": raise CassetteOptions::limits" : ". Or record it again with this baton"));
}

}  // namespace

std::string cassette_head() { return json{{version_key, format_version}}.dump() + "\n"; }

std::string cassette_text(const Interaction& interaction, const Redact& redact, const Limits& limits) {
  std::vector<json> lines = ask_lines(interaction.ask);
  for (auto& answer : answer_lines(interaction)) {
    redact_strings(answer, redact);
    lines.push_back(std::move(answer));
  }
  std::string out;
  for (const auto& line : lines) {
    const std::string text = line.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > limits.line_bytes) {
      throw Error(ErrorCode::limit_exceeded, "a call is too large for the cassette: a line would have " +
                                                 std::to_string(text.size()) +
                                                 " bytes. Raise CassetteOptions::limits");
    }
    out += text + "\n";
  }
  return "\n" + out + json{{"sum", sum_of(Sha256().update(out))}}.dump() + "\n";
}

std::vector<Interaction> parse_cassette(std::string_view text, const std::string& path,
                                        const Limits& limits) {
  std::size_t number = 0;
  try {
    if (text.size() > limits.bytes) {
      throw Error(ErrorCode::limit_exceeded,
                  "it has more than " + std::to_string(limits.bytes) + " bytes");
    }
    CassetteParser parser(limits);
    while (!text.empty()) {
      if (++number > limits.items) {
        throw Error(ErrorCode::limit_exceeded,
                    "it has more than " + std::to_string(limits.items) + " lines");
      }
      const auto end = std::min(text.find('\n'), text.size());
      parser.line(text.substr(0, end), number);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parser.finish();
  } catch (const Error& error) {
    throw refused(error, path, number);
  }
}

}  // namespace baton::inline v0::detail
