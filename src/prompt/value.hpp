#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>

/// The values a template computes with: Python's, as far as Jinja2 templates can see them.
namespace baton::inline v0::jinja {

/// A failed operation. The evaluator adds the place in the template and throws it as an `Error`.
class ValueError : public std::runtime_error {
 public:
  explicit ValueError(const std::string& message, ErrorCode code = ErrorCode::invalid_argument)
      : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

class Value;
struct LoopState;

struct None {};
/// A name that stands for nothing; using it throws `reason`. The `silent` one, of an inline `if`
/// without `else`, prints nothing instead, as in Jinja2.
struct Undefined {
  std::shared_ptr<const std::string> reason;
  bool silent = false;
};
/// Bounds every walk over a value: how deep it is nested, and how many values it would have written
/// out, shared parts counted each time.
struct Extent {
  std::size_t depth = 1;
  std::size_t weight = 1;

  /// Takes in a part. Throws `limit_exceeded`.
  void add(const Value& part);
};
struct Sequence {
  std::vector<Value> items;
  Extent extent;
};
struct Dict {
  std::vector<std::pair<Value, Value>> items;
  std::map<std::string, std::size_t, std::less<>> by_text;  // position of each text key
  Extent extent;

  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] const Value* find(const Value& key) const;
};
/// What Jinja2 makes with a generator: it can be walked once and has no length.
struct Lazy {
  Sequence elements;
  bool consumed = false;
};

using Text = std::shared_ptr<const std::string>;
/// Text that `escape` or `tojson` made.
struct Markup {
  Text text;
};
struct List {
  std::shared_ptr<const Sequence> data;
};
struct Tuple {
  std::shared_ptr<const Sequence> data;
};

/// One value; copies share their contents, which never change.
class Value {
 public:
  using Storage = std::variant<None, Undefined, bool, std::int64_t, double, Text, Markup, List,
                               Tuple, std::shared_ptr<const Dict>, std::shared_ptr<Lazy>,
                               std::shared_ptr<const LoopState>>;

  Value() = default;
  explicit Value(Storage storage) : storage_(std::move(storage)) {}

  static Value boolean(bool value) { return Value(Storage(value)); }
  static Value integer(std::int64_t value) { return Value(Storage(value)); }
  static Value integer(std::size_t value) { return integer(static_cast<std::int64_t>(value)); }
  /// Throws `ValueError` for a NaN, which would break sorting.
  static Value number(double value);
  static Value text(std::string value) {
    return Value(Storage(std::make_shared<const std::string>(std::move(value))));
  }
  static Value markup(std::string value) {
    return Value(Storage(Markup{std::make_shared<const std::string>(std::move(value))}));
  }
  static Value list(std::vector<Value> items);
  static Value tuple(std::vector<Value> items);
  static Value lazy(std::vector<Value> items);
  /// Later values of equal keys win, at the place of the first. Throws for keys Python cannot hash.
  static Value dict(std::vector<std::pair<Value, Value>> items);
  static Value undefined(std::string reason);
  static Value silent();

  template <class T>
  [[nodiscard]] const T* get() const noexcept {
    return std::get_if<T>(&storage_);
  }
  [[nodiscard]] bool is_none() const noexcept { return storage_.index() == 0; }
  [[nodiscard]] bool is_undefined() const noexcept { return get<Undefined>() != nullptr; }
  /// The characters of a text or of marked-up text, else null.
  [[nodiscard]] const std::string* as_text() const noexcept;
  /// The elements of a list or tuple, else null.
  [[nodiscard]] const Sequence* as_sequence() const noexcept;
  [[nodiscard]] const Dict* as_dict() const noexcept;
  /// Whether it is an integer in Python's sense, booleans included; then `out` is set.
  [[nodiscard]] bool as_integer(std::int64_t& out) const noexcept;
  [[nodiscard]] bool is_number() const noexcept;
  [[nodiscard]] double to_double() const noexcept;  // of a number, else 0

  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), storage_);
  }

 private:
  Storage storage_;
};

/// What `loop` shows inside a `for`.
struct LoopState {
  std::shared_ptr<const std::vector<Value>> items;
  std::size_t index = 0;

  /// Throws `ValueError` for a name `loop` does not have.
  [[nodiscard]] Value attribute(std::string_view name) const;
};

constexpr std::size_t max_value_depth = 100;
constexpr std::size_t max_value_weight = 10'000'000;

/// Python's word for the type: "str", "int", "list" …
[[nodiscard]] std::string_view type_name(const Value& value) noexcept;
/// Throws when `value` is undefined, naming the variable.
void require_defined(const Value& value);
/// Python's `bool(value)`.
[[nodiscard]] bool truthy(const Value& value);
/// The elements a `for` walks over. A generator is used up. Throws for what cannot be walked.
[[nodiscard]] std::vector<Value> iterate(const Value& value);
[[nodiscard]] std::size_t length(const Value& value);

/// Copies JSON. Throws for text that is not UTF-8, integers above 2^63-1 and deep nesting.
[[nodiscard]] Value from_json(const nlohmann::json& json, std::size_t depth = 0);

}  // namespace baton::inline v0::jinja
