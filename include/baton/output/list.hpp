#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/whole.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// One item of a list, as a stream gives it.
struct ListItem {
  std::string text;
  bool operator==(const ListItem&) const = default;
};

/// Items make a list.
template <>
struct Whole<ListItem> {
  using type = std::vector<std::string>;
  static void add(std::optional<type>& whole, ListItem&& item) {
    if (!whole) whole.emplace();
    whole->push_back(std::move(item.text));
  }
};

/// How the items of a list are written.
enum class ListStyle : std::uint8_t {
  lines,    ///< one per line; a bullet ("-", "*", "+", "•") or number ("1.", "2)") in front is dropped
  bullets,  ///< only lines with a bullet or number: an introduction in prose is skipped
  commas,   ///< between commas and line ends; an item that begins with a double quote may contain both up to the next one
};

/// Cuts a text that arrives in pieces into list items; any way of cutting gives the same items.
class BATON_EXPORT ListSplitter {
 public:
  explicit ListSplitter(ListStyle style) : style_(style) {}

  /// The items that `piece` completes.
  [[nodiscard]] std::vector<std::string> feed(std::string_view piece);
  /// The last item, when the text does not end with a line.
  [[nodiscard]] std::vector<std::string> finish();

 private:
  void end_item(std::vector<std::string>& items);

  ListStyle style_;
  std::string item_;
  bool quoted_ = false;
};

/// The step that turns an answer into a list of text: `model | line_list`, `bullet_list`, `comma_list`.
/// Streaming, it gives each item when it is whole.
///
/// Items are trimmed; empty ones and code fences are dropped. Throws `model_output_invalid` when there is
/// no item or the token limit cut the last one off. Stateless: any thread may use it.
class BATON_EXPORT ListParser {
 public:
  using baton_step = void;
  using output_type = std::vector<std::string>;
  static constexpr std::string_view step_name() { return "list"; }

  constexpr explicit ListParser(ListStyle style) noexcept : style_(style) {}

  [[nodiscard]] std::vector<std::string> operator()(const ChatResponse& response) const;
  [[nodiscard]] std::vector<std::string> operator()(std::string_view text) const;
  [[nodiscard]] Stream<ListItem> transform(Stream<ChatEvent> events, Context context) const;
  [[nodiscard]] Stream<ListItem> transform(Stream<std::string> pieces, Context context) const;

 private:
  ListStyle style_;
};

inline namespace parsers {
inline constexpr ListParser line_list{ListStyle::lines};
inline constexpr ListParser bullet_list{ListStyle::bullets};
inline constexpr ListParser comma_list{ListStyle::commas};
}  // namespace parsers

}  // namespace baton::inline v0
