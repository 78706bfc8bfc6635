#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/codec.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/schema.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/whole.hpp>
#include <baton/message/chat.hpp>
#include <baton/output/answer.hpp>
#include <baton/output/json_answer.hpp>

namespace baton::inline v0 {

/// A `T` that is still being written.
template <DescribedStruct T>
struct Partial {
  T value{};              ///< what has arrived; the rest as `T` initialises it
  bool complete = false;  ///< whether `value` is whole and fits the description; so in the last one only
  std::bitset<field_count<T>> present;  ///< the fields whose value has begun to arrive

  /// Whether the field of that name has begun to arrive.
  [[nodiscard]] bool has(std::string_view name) const noexcept {
    const std::size_t index = field_index<T>(name);
    return index < field_count<T> && present[index];
  }
};

/// Partial values make the whole: the last.
template <class T>
struct Whole<Partial<T>> {
  using type = T;
  static void add(std::optional<type>& whole, Partial<T>&& chunk) { whole = std::move(chunk.value); }
};

namespace detail {

/// Decodes the whole answer; throws `model_output_invalid` with the violations.
BATON_EXPORT void decode_answer(const TypeInfo& type, const JsonAnswer& answer, void* object);
BATON_EXPORT ResponseFormat format_for(const TypeInfo& type);
BATON_EXPORT std::string instructions_for(const TypeInfo& type);

}  // namespace detail

/// The step that turns an answer into a `T`: `model | structured<Invoice>`. Streaming, it gives
/// `Partial<T>` values that grow.
///
/// The answer must contain a JSON object (see `JsonAnswer` for what may stand around it) that
/// `from_json<T>` takes. Throws `model_output_invalid` otherwise, with the violations and their paths in
/// words that `repair` shows to the model. Stateless: any thread may use it.
template <DescribedStruct T>
class Structured {
 public:
  using baton_step = void;
  using output_type = T;
  static constexpr std::string_view step_name() { return "structured"; }

  [[nodiscard]] T operator()(const ChatResponse& response) const { return parse(response); }
  [[nodiscard]] T operator()(std::string_view answer) const { return parse(answer); }
  [[nodiscard]] Stream<Partial<T>> transform(Stream<ChatEvent> events, Context) const {
    return grow(std::move(events));
  }
  [[nodiscard]] Stream<Partial<T>> transform(Stream<std::string> pieces, Context) const {
    return grow(as_events(std::move(pieces)));
  }

  /// What makes the vendor hold the model to the schema. A chain sets it on the model before the parser.
  [[nodiscard]] static ResponseFormat format() { return detail::format_for(type_info<T>()); }
  /// The same in words, for a prompt to a model whose vendor knows no schemas.
  [[nodiscard]] static std::string instructions() { return detail::instructions_for(type_info<T>()); }

 private:
  template <class Given>
  static T parse(const Given& given) {
    JsonAnswer answer(JsonStart::object);
    answer.read(given);
    T value{};
    detail::decode_answer(type_info<T>(), answer, &value);
    return value;
  }

  static Partial<T> partial(const JsonAnswer& answer) {
    Partial<T> part;
    std::vector<bool> present;
    detail::decode_partial(type_info<T>(), answer.value(), &part.value, present, {});
    for (std::size_t i = 0; i < present.size(); ++i) part.present[i] = present[i];
    return part;
  }

  static Stream<Partial<T>> grow(Stream<ChatEvent> events) {
    JsonAnswer answer(JsonStart::object);
    while (auto event = co_await events.next()) {
      if (!answer.feed(*event)) continue;
      Partial<T> part = partial(answer);
      co_yield std::move(part);
    }
    answer.finish();
    Partial<T> whole = partial(answer);
    detail::decode_answer(type_info<T>(), answer, &whole.value);
    whole.complete = true;
    co_yield std::move(whole);
  }
};

// In a namespace of its own, so that a local variable of that name does not shadow it.
inline namespace parsers {
template <DescribedStruct T>
inline constexpr Structured<T> structured{};
}

}  // namespace baton::inline v0
