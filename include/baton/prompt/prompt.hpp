#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <baton/core/export.hpp>
#include <baton/core/fields.hpp>
#include <baton/core/fixed_string.hpp>
#include <baton/core/record.hpp>
#include <baton/prompt/prompt_parse.hpp>

namespace baton::inline v0 {

namespace detail {

template <class T>
concept PromptValue = std::convertible_to<const T&, std::string_view> || std::is_arithmetic_v<T>;

BATON_EXPORT void append_number(std::string& out, long long value);
BATON_EXPORT void append_number(std::string& out, unsigned long long value);
/// The shortest text that reads back as the same number.
BATON_EXPORT void append_number(std::string& out, float value);
BATON_EXPORT void append_number(std::string& out, double value);
BATON_EXPORT void append_number(std::string& out, long double value);

template <PromptValue T>
void append_value(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_same_v<T, char>) {
    out += value;
  } else if constexpr (std::is_floating_point_v<T>) {
    append_number(out, value);
  } else if constexpr (std::is_signed_v<T>) {
    append_number(out, static_cast<long long>(value));
  } else if constexpr (std::is_unsigned_v<T>) {
    append_number(out, static_cast<unsigned long long>(value));
  } else {
    out += std::string_view(value);
  }
}

template <class T>
constexpr void check_prompt_value() {
  static_assert(PromptValue<T>,
                "baton: a prompt variable must be text or a number: turn the value into a std::string "
                "in the step before");
}

/// Appears in the compiler's message with the variable's name.
template <FixedString Variable, bool Supplied>
constexpr void prompt_variable() {
  static_assert(Supplied,
                "baton: the prompt uses a variable that is not supplied; its name is the first "
                "argument of 'prompt_variable' in this message");
}
template <FixedString Source, class Field, bool Used>
constexpr void supplied_value() {
  static_assert(Used,
                "baton: a value is supplied that the prompt does not use; its name is in the 'Named' "
                "argument of 'supplied_value' in this message");
}

}  // namespace detail

/// A prompt whose text and variables are checked by the compiler: `prompt<"Tell a joke about {topic}">`.
///
/// `{name}` is a variable, `{{` and `}}` are literal braces. It takes a `Record` that supplies each
/// variable and nothing else, a struct described with BATON_FIELDS that has them all, or, when there is
/// just one variable, the bare value. Values are text or numbers and are never parsed again. It gives
/// the finished text; a model takes that as the user's message.
///
///     prompt<"{a} and {b}">("a"_a = 1, "b"_a = "two")    // "1 and two"
template <FixedString Source>
class Prompt {
  static constexpr auto parsed = detail::parse_prompt<Source>();

 public:
  using baton_step = void;
  using output_type = std::string;
  static constexpr std::string_view step_name() { return "prompt"; }

  /// The text as written.
  [[nodiscard]] static constexpr std::string_view source() { return Source.view(); }

  [[nodiscard]] std::string operator()() const
    requires(parsed.variables() == 0)
  {
    return render([](std::string&, std::size_t) {});
  }

  template <class... Fields>
  [[nodiscard]] std::string operator()(const Record<Fields...>& record) const {
    check_supplied<Fields...>();
    (detail::supplied_value<Source, Fields, parsed.uses(Fields::name)>(), ...);
    return render([&](std::string& out, std::size_t variable) {
      record.for_each([&]<class T>(std::string_view name, const T& value) {
        detail::check_prompt_value<T>();
        if (name == parsed.variable(variable)) detail::append_value(out, value);
      });
    });
  }

  template <class... Fields>
    requires(sizeof...(Fields) > 0 && (detail::is_named<Fields> && ...))
  [[nodiscard]] std::string operator()(Fields... fields) const {
    return (*this)(Record<Fields...>(std::move(fields)...));
  }

  template <DescribedStruct T>
  [[nodiscard]] std::string operator()(const T& object) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      (detail::prompt_variable<detail::variable_name<Source, I>(), has_field<T>(I)>(), ...);
      return render([&](std::string& out, std::size_t variable) {
        ((variable == I ? append_field<T, I>(out, object) : void()), ...);
      });
    }(std::make_index_sequence<parsed.variables()>{});
  }

  template <detail::PromptValue T>
  [[nodiscard]] std::string operator()(const T& value) const {
    static_assert(parsed.distinct() == 1,
                  "baton: a bare value fits a prompt with exactly one variable: supply the others by "
                  "name, like \"topic\"_a = value");
    return render([&](std::string& out, std::size_t) { detail::append_value(out, value); });
  }

 private:
  template <class... Fields>
  static constexpr bool supplies(std::size_t variable) {
    return ((Fields::name == parsed.variable(variable)) || ...);
  }

  template <class... Fields>
  static constexpr void check_supplied() {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (detail::prompt_variable<detail::variable_name<Source, I>(), supplies<Fields...>(I)>(), ...);
    }(std::make_index_sequence<parsed.variables()>{});
  }

  template <class T>
  static constexpr bool has_field(std::size_t variable) {
    return field_index<T>(parsed.variable(variable)) < field_count<T>;
  }

  template <class T, std::size_t I>
  static void append_field(std::string& out, const T& object) {
    if constexpr (has_field<T>(I)) {
      const auto& value = get_field<field_index<T>(parsed.variable(I))>(object);
      detail::check_prompt_value<std::remove_cvref_t<decltype(value)>>();
      detail::append_value(out, value);
    }
  }

  /// The text with what `append(out, n)` writes for the nth variable.
  template <class Append>
  [[nodiscard]] static std::string render(Append append) {
    std::string out;
    out.reserve(Source.view().size() + 64);
    std::size_t variable = 0;
    for (std::size_t i = 0; i < parsed.count; ++i) {
      const auto& piece = parsed.pieces[i];
      if (piece.variable) {
        append(out, variable++);
      } else {
        out += Source.view().substr(piece.begin, piece.size);
      }
    }
    return out;
  }
};

template <FixedString Source>
inline constexpr Prompt<Source> prompt{};

}  // namespace baton::inline v0
