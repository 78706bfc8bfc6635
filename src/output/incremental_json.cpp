#include <baton/output/incremental_json.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "json_string.hpp"

namespace baton::inline v0 {
namespace {

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_number_char(char c) noexcept {
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
}

}  // namespace

/// A push-down automaton over the text. Pointers on the stack stay good: only the innermost container
/// grows, and maps do not move their elements.
class IncrementalJson::Machine {
 public:
  Machine(JsonStart start, const Limits& limits)
      : start_(start), limits_(limits), state_(start == JsonStart::text ? State::value : State::seek) {}

  bool feed(std::string_view piece) {
    changed_ = false;
    if (piece.size() > limits_.bytes - consumed_) exceed("bytes", limits_.bytes);
    piece_ = piece;
    while (!piece_.empty() && state_ != State::ignore) step();
    consumed_ += piece.size();
    piece_ = {};
    return changed_ && !fresh_;
  }

  void finish() {
    if (state_ == State::number && stack_.empty()) end_number();
    if (complete()) return;
    if (!started_) fail("there is no JSON in the text");
    fail("the JSON ends too early");
  }

  [[nodiscard]] bool started() const noexcept { return started_; }
  [[nodiscard]] bool complete() const noexcept {
    return state_ == State::end || state_ == State::ignore;
  }
  [[nodiscard]] const Json& value() const noexcept { return root_; }

 private:
  enum class State : std::uint8_t {
    seek,          // for the first bracket
    value,         // of a member, an item, or all
    value_or_end,  // behind [
    key_or_end,    // behind {
    key,           // behind a comma in an object
    key_text,
    colon,
    text,
    number,
    literal,
    comma_or_end,
    end,     // nothing but space may follow
    ignore,  // anything may follow
  };

  void step() {
    switch (state_) {
      case State::seek: return seek();
      case State::key_text:
      case State::text: return string_piece();
      case State::number: return number_piece();
      case State::literal: return literal_piece();
      default: return token(next());
    }
  }

  char next() noexcept {
    const char c = piece_.front();
    piece_.remove_prefix(1);
    ++taken_;
    return c;
  }

  void seek() {
    const std::size_t at = piece_.find_first_of(start_ == JsonStart::object ? "{" : "{[");
    const std::size_t skipped = std::min(at, piece_.size());
    piece_.remove_prefix(skipped);
    taken_ += skipped;
    if (!piece_.empty()) open(next() == '{');
  }

  /// One character between tokens, or the first of a token.
  void token(char c) {
    if (is_bom(c)) return;
    if (bom_ == 1 || bom_ == 2) return unexpected(c, "a byte order mark");
    if (is_space(c)) return;
    switch (state_) {
      case State::key_or_end:
        if (c == '}') return close();
        [[fallthrough]];
      case State::key: return c == '"' ? begin_key() : unexpected(c, "a key in quotes");
      case State::colon: return c == ':' ? go(State::value) : unexpected(c, "':'");
      case State::value_or_end:
        if (c == ']') return close();
        [[fallthrough]];
      case State::value: return begin_value(c);
      case State::comma_or_end: return after_value(c);
      default: return unexpected(c, "the end of the text");
    }
  }

  void after_value(char c) {
    const bool in_object = stack_.back()->is_object();
    if (c == ',') return go(in_object ? State::key : State::value);
    if (c == (in_object ? '}' : ']')) return close();
    unexpected(c, in_object ? "',' or '}'" : "',' or ']'");
  }

  void begin_key() {
    fresh_ = false;
    key_.clear();
    string_.begin(key_);
    go(State::key_text);
  }

  void begin_value(char c) {
    if (c == '{' || c == '[') return open(c == '{');
    if (c == '"') {
      fresh_ = false;
      nlohmann::json& node = slot();
      node = "";
      string_.begin(node.get_ref<std::string&>());
      return go(State::text);
    }
    if (c != '-' && (c < '0' || c > '9') && c != 't' && c != 'f' && c != 'n') {
      return unexpected(c, "a value");
    }
    token_.assign(1, c);
    go(is_number_char(c) ? State::number : State::literal);
    literal_ = c == 't' ? "true" : c == 'f' ? "false" : "null";
  }

  void open(bool object) {
    if (stack_.size() >= limits_.depth) exceed("levels of nesting", limits_.depth);
    const bool first = stack_.empty();
    nlohmann::json& node = slot();
    node = object ? nlohmann::json::object() : nlohmann::json::array();
    stack_.push_back(&node);
    fresh_ = first && start_ != JsonStart::text;
    go(object ? State::key_or_end : State::value_or_end);
  }

  void close() {
    fresh_ = false;
    stack_.pop_back();
    changed_ = true;
    after();
  }

  void string_piece() {
    const std::size_t before = piece_.size();
    const auto result = string_.feed(piece_);
    taken_ += before - piece_.size();
    if (state_ == State::text) changed_ = changed_ || string_.grew();
    if (result == JsonStringDecoder::Step::bad) fail(string_.problem());
    if (result == JsonStringDecoder::Step::more) return;
    if (state_ == State::key_text) return go(State::colon);
    after();
  }

  void number_piece() {
    std::size_t length = 0;
    while (length < piece_.size() && is_number_char(piece_[length])) ++length;
    token_.append(piece_.substr(0, length));
    piece_.remove_prefix(length);
    taken_ += length;
    if (!piece_.empty()) end_number();
  }

  void end_number() {
    try {
      auto number = nlohmann::json::parse(token_);
      fresh_ = false;
      slot() = std::move(number);
    } catch (const nlohmann::json::out_of_range&) {
      fail("a number is too large for a double");
    } catch (const nlohmann::json::exception&) {
      if (give_up_candidate()) return;
      fail("a malformed number");
    }
    after();
  }

  void literal_piece() {
    while (token_.size() < literal_.size() && !piece_.empty()) {
      if (piece_.front() != literal_[token_.size()]) return unexpected(next(), literal_.data());
      token_ += next();
    }
    if (token_.size() < literal_.size()) return;
    fresh_ = false;
    slot() = literal_ == "null" ? nlohmann::json() : nlohmann::json(literal_ == "true");
    after();
  }

  /// Where the value that begins now belongs.
  nlohmann::json& slot() {
    if (++items_ > limits_.items) exceed("values", limits_.items);
    started_ = true;
    changed_ = true;
    if (stack_.empty()) return root_.ref();
    nlohmann::json& parent = *stack_.back();
    if (parent.is_object()) return parent[key_];
    parent.push_back(nullptr);
    return parent.back();
  }

  void after() {
    if (!stack_.empty()) return go(State::comma_or_end);
    go(start_ == JsonStart::text ? State::end : State::ignore);
  }

  void go(State state) noexcept { state_ = state; }

  bool is_bom(char c) noexcept {
    static constexpr std::string_view bom = "\xEF\xBB\xBF";
    const bool fits = start_ == JsonStart::text && taken_ == bom_ + 1 && bom_ < bom.size() && c == bom[bom_];
    if (fits) ++bom_;
    return fits;
  }

  /// A bracket whose first token makes no sense was prose: seek on behind it.
  bool give_up_candidate() {
    if (!fresh_) return false;
    fresh_ = false;
    stack_.clear();
    root_ = Json();
    started_ = false;
    go(State::seek);
    return true;
  }

  void unexpected(char c, const char* wanted) {
    if (give_up_candidate()) {
      if (c == '{' || (c == '[' && start_ == JsonStart::container)) open(c == '{');
      return;
    }
    std::string seen(1, c);
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E) seen = "another byte";
    fail(std::string("expected ") + wanted + ", found " + seen);
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::parse_error, "not valid JSON at byte " + std::to_string(taken_) + ": " + what);
  }
  [[noreturn]] static void exceed(const char* what, std::size_t limit) {
    throw Error(ErrorCode::limit_exceeded,
                "the JSON has more than " + std::to_string(limit) + " " + what);
  }

  JsonStart start_;
  Limits limits_;
  State state_;
  std::string_view piece_;
  std::size_t consumed_ = 0;
  std::size_t taken_ = 0;
  std::size_t items_ = 0;
  std::size_t bom_ = 0;
  bool started_ = false;
  bool changed_ = false;
  bool fresh_ = false;  // inside the outermost bracket, before its first whole token
  Json root_;
  std::vector<nlohmann::json*> stack_;
  std::string key_;
  std::string token_;
  std::string_view literal_;
  JsonStringDecoder string_;
};

IncrementalJson::IncrementalJson(JsonStart start, const Limits& limits)
    : machine_(std::make_unique<Machine>(start, limits)) {}
IncrementalJson::IncrementalJson(IncrementalJson&&) noexcept = default;
IncrementalJson& IncrementalJson::operator=(IncrementalJson&&) noexcept = default;
IncrementalJson::~IncrementalJson() = default;

bool IncrementalJson::feed(std::string_view piece) { return machine_->feed(piece); }
void IncrementalJson::finish() { machine_->finish(); }
bool IncrementalJson::started() const noexcept { return machine_->started(); }
bool IncrementalJson::complete() const noexcept { return machine_->complete(); }
const Json& IncrementalJson::value() const noexcept { return machine_->value(); }

}  // namespace baton::inline v0
