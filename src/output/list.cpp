#include <baton/output/list.hpp>

#include <iterator>
#include <variant>

#include <baton/output/answer.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::string_view spaces = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

/// The bytes of a bullet or a number in front, with the space behind it; 0 if there is none.
std::size_t marker_length(std::string_view line) {
  static constexpr std::string_view bullet = "•";
  std::size_t length = 0;
  if (line.starts_with(bullet)) {
    length = bullet.size();
  } else if (!line.empty() && std::string_view("-*+").find(line.front()) != std::string_view::npos) {
    length = 1;
  } else {
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    if (digits == 0 || digits == line.size() || (line[digits] != '.' && line[digits] != ')')) return 0;
    length = digits + 1;
  }
  const std::size_t text = line.find_first_not_of(" \t", length);
  if (text == line.npos) return line.size();
  return text > length ? text : 0;
}

std::string unquoted(std::string_view item) {
  if (item.size() >= 2 && item.front() == '"' && item.back() == '"') item = item.substr(1, item.size() - 2);
  return std::string(item);
}

Error empty_list(std::string answer) {
  return unusable_answer("the answer holds no list item", std::move(answer));
}

std::vector<std::string> split(ListStyle style, std::string text) {
  ListSplitter splitter(style);
  auto items = splitter.feed(text);
  for (auto& item : splitter.finish()) items.push_back(std::move(item));
  if (items.empty()) throw empty_list(std::move(text));
  return items;
}

Stream<ListItem> items_of(ListStyle style, Stream<ChatEvent> events) {
  ListSplitter splitter(style);
  std::string text;
  std::size_t count = 0;
  while (auto event = co_await events.next()) {
    std::string piece;
    if (auto* delta = std::get_if<TextDelta>(&*event)) {
      piece = std::move(delta->text);
    } else if (const auto* end = std::get_if<ChatEnd>(&*event); end != nullptr && end->response) {
      std::string whole = whole_answer_text(*end->response);
      if (text.empty()) piece = std::move(whole);
    }
    text += piece;
    for (auto& each : splitter.feed(piece)) {
      ++count;
      ListItem item{std::move(each)};
      co_yield std::move(item);
    }
  }
  for (auto& each : splitter.finish()) {
    ++count;
    ListItem item{std::move(each)};
    co_yield std::move(item);
  }
  if (count == 0) throw empty_list(std::move(text));
}

}  // namespace

std::vector<std::string> ListSplitter::feed(std::string_view piece) {
  std::vector<std::string> items;
  const bool commas = style_ == ListStyle::commas;
  for (const char c : piece) {
    // Within an item a quotation mark is text: 5" nails.
    if (commas && c == '"' && (quoted_ || trimmed(item_).empty())) quoted_ = !quoted_;
    const bool ends = !quoted_ && (c == '\n' || (commas && c == ','));
    if (ends) {
      end_item(items);
    } else {
      item_ += c;
    }
  }
  return items;
}

std::vector<std::string> ListSplitter::finish() {
  std::vector<std::string> items;
  end_item(items);
  return items;
}

void ListSplitter::end_item(std::vector<std::string>& items) {
  std::string_view item = trimmed(item_);
  const bool fence = item.starts_with("```");
  if (style_ == ListStyle::commas) {
    if (!item.empty() && !fence) items.push_back(unquoted(item));
  } else {
    const std::size_t marker = marker_length(item);
    item.remove_prefix(marker);
    if (!item.empty() && !fence && (marker > 0 || style_ == ListStyle::lines)) items.emplace_back(item);
  }
  item_.clear();
  quoted_ = false;
}

std::vector<std::string> ListParser::operator()(const ChatResponse& response) const {
  return split(style_, whole_answer_text(response));
}
std::vector<std::string> ListParser::operator()(std::string_view text) const {
  return split(style_, std::string(text));
}
Stream<ListItem> ListParser::transform(Stream<ChatEvent> events, Context) const {
  return items_of(style_, std::move(events));
}
Stream<ListItem> ListParser::transform(Stream<std::string> pieces, Context) const {
  return items_of(style_, as_events(std::move(pieces)));
}

}  // namespace baton::inline v0
