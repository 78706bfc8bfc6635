#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/record.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// What a variable of a prompt can hold: JSON (text, numbers, lists, objects), messages or images.
/// Converts from the obvious C++ types.
class BATON_EXPORT VariableValue {
 public:
  using Storage = std::variant<Json, std::vector<Message>, std::vector<Image>>;

  VariableValue(Json value) : storage_(std::move(value)) {}                     // NOLINT: implicit
  VariableValue(std::string_view text);                                         // NOLINT: implicit
  VariableValue(const char* value) : VariableValue(std::string_view(value)) {}  // NOLINT: implicit
  VariableValue(const std::string& value)                                       // NOLINT: implicit
      : VariableValue(std::string_view(value)) {}
  VariableValue(const std::vector<std::string>& texts);  // NOLINT: implicit
  VariableValue(std::vector<Message> messages)
      : storage_(std::move(messages)) {}                                     // NOLINT: implicit
  VariableValue(Message message);                                            // NOLINT: implicit
  VariableValue(std::vector<Image> images) : storage_(std::move(images)) {}  // NOLINT: implicit
  VariableValue(Image image);                                                // NOLINT: implicit
  template <std::same_as<bool> T>
  VariableValue(T value) : VariableValue(from_bool(value)) {}  // NOLINT: implicit
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  VariableValue(T value)
      : VariableValue(from_integer(static_cast<std::int64_t>(value))) {}  // NOLINT
  template <std::floating_point T>
  VariableValue(T value) : VariableValue(from_double(static_cast<double>(value))) {}  // NOLINT

  [[nodiscard]] const Storage& storage() const& noexcept { return storage_; }
  [[nodiscard]] Storage&& storage() && noexcept { return std::move(storage_); }

 private:
  static Json from_bool(bool value);
  static Json from_integer(std::int64_t value);
  static Json from_double(double value);

  Storage storage_;
};

struct Variable {
  std::string name;
  VariableValue value;
};

/// The input of templates and chat prompts: values by name.
///
/// Made from pairs, from a JSON object, from a `Record`, or step by step. A plain value; reading it
/// from several threads is safe.
///
///     prompt.render({{"question", "Why?"}, {"history", talk}});
///     prompt.render(Variables("question"_a = "Why?"));
class BATON_EXPORT Variables {
 public:
  Variables();
  Variables(std::initializer_list<Variable> values);
  /// Throws `invalid_argument` unless `object` is a JSON object or null.
  Variables(Json object);  // NOLINT: implicit
  template <class... Fields>
  Variables(const Record<Fields...>& record) : Variables() {  // NOLINT: implicit
    record.for_each(
        [&](std::string_view name, const auto& value) { set(std::string(name), value); });
  }
  template <class... Fields>
    requires(sizeof...(Fields) > 0 && (detail::is_named<Fields> && ...))
  explicit Variables(Fields... fields) : Variables() {
    (set(std::string(Fields::name), std::move(fields.value)), ...);
  }

  /// Adds a value or replaces it.
  Variables& set(std::string name, VariableValue value);
  /// All of these with those of `others` laid over them.
  [[nodiscard]] Variables merged_with(const Variables& others) const;

  [[nodiscard]] bool contains(std::string_view name) const;
  /// All JSON values, as an object.
  [[nodiscard]] const Json& json() const noexcept { return json_; }
  /// The messages or images of that name, or null.
  [[nodiscard]] const std::vector<Message>* messages(std::string_view name) const;
  [[nodiscard]] const std::vector<Image>* images(std::string_view name) const;
  /// All names, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  void erase(const std::string& name);

  Json json_;
  std::map<std::string, std::vector<Message>, std::less<>> messages_;
  std::map<std::string, std::vector<Image>, std::less<>> images_;
};

}  // namespace baton::inline v0
