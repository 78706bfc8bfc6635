#include "document/delimited.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

class DelimitedReader {
 public:
  DelimitedReader(std::string_view text, char separator, const Limits& limits, const Context& context)
      : text_(text), separator_(separator), limits_(limits), context_(context) {}

  DelimitedTable read() {
    while (at_ < text_.size()) record();
    return std::move(table_);
  }

 private:
  void record() {
    if (table_.rows.size() % 1024 == 0) context_.check();
    table_.lines.push_back(line_);
    table_.rows.emplace_back();
    while (true) {
      if (++cells_ > limits_.items) {
        throw Error(ErrorCode::limit_exceeded, "the table has more than " + std::to_string(limits_.items) +
                                                   " cells: raise limits.items to read it");
      }
      table_.rows.back().push_back(cell());
      if (at_ == text_.size()) return;
      const char end = text_[at_++];
      if (end == separator_) continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return;
    }
  }

  bool at_end_of_cell() const {
    return at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
  }

  std::string cell() {
    std::string out;
    if (at_ < text_.size() && text_[at_] == '"') quoted(out);
    for (; !at_end_of_cell(); ++at_) out += text_[at_];
    return out;
  }

  void quoted(std::string& out) {
    const std::uint32_t opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] == '"') {
        ++at_;
        if (at_ == text_.size() || text_[at_] != '"') return;
      }
      out += text_[at_];
    }
    throw Error(ErrorCode::parse_error, "the quote that line " + std::to_string(opened) + " opens is never closed");
  }

  std::string_view text_;
  char separator_;
  const Limits& limits_;
  const Context& context_;
  DelimitedTable table_;
  std::size_t at_ = 0;
  std::size_t cells_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace

char separator_of(std::string_view text) {
  constexpr std::array<char, 4> candidates = {',', ';', '\t', '|'};
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    const auto* const found = std::ranges::find(candidates, c);
    if (found != candidates.end()) ++counts[static_cast<std::size_t>(found - candidates.begin())];
  }
  const auto* const most = std::ranges::max_element(counts);  // the first of equals
  return candidates[static_cast<std::size_t>(most - counts.begin())];
}

DelimitedTable parse_delimited(std::string_view text, char separator, const Limits& limits, const Context& context) {
  return DelimitedReader(text, separator, limits, context).read();
}

}  // namespace baton::inline v0::detail
