#include "document/rtf_loader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>

#include "document/markdown_writer.hpp"
#include "document/rtf_charset.hpp"
#include "document/rtf_token.hpp"
#include "document/text_loader.hpp"
#include "document/transcode.hpp"

namespace baton::inline v0::detail {
namespace {

/// Where the text of a group goes.
enum class RtfPlace : std::uint8_t { body, skipped, fonts, info, title, author, instruction, note, marker };

using PlaceWord = std::pair<std::string_view, RtfPlace>;

// clang-format off
/// Control words that begin a group which is not part of the text around it. One behind \* that is not
/// here is skipped.
constexpr std::array places = std::to_array<PlaceWord>({
    {"fonttbl", RtfPlace::fonts}, {"info", RtfPlace::info}, {"title", RtfPlace::title}, {"author", RtfPlace::author},
    {"fldinst", RtfPlace::instruction}, {"footnote", RtfPlace::note}, {"listtext", RtfPlace::marker},
    {"pntext", RtfPlace::marker}, {"colortbl", RtfPlace::skipped}, {"stylesheet", RtfPlace::skipped},
    {"pict", RtfPlace::skipped}, {"objdata", RtfPlace::skipped}, {"header", RtfPlace::skipped},
    {"headerl", RtfPlace::skipped}, {"headerr", RtfPlace::skipped}, {"headerf", RtfPlace::skipped},
    {"footer", RtfPlace::skipped}, {"footerl", RtfPlace::skipped}, {"footerr", RtfPlace::skipped},
    {"footerf", RtfPlace::skipped}, {"ftnsep", RtfPlace::skipped}, {"ftnsepc", RtfPlace::skipped},
    {"aftnsep", RtfPlace::skipped}, {"annotation", RtfPlace::skipped}, {"nonshppict", RtfPlace::skipped},
    {"listtable", RtfPlace::skipped}, {"xe", RtfPlace::skipped}, {"tc", RtfPlace::skipped},
});

constexpr std::array signs = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"tab", "\t"}, {"line", "\n"}, {"emdash", "—"}, {"endash", "–"}, {"lquote", "‘"}, {"rquote", "’"},
    {"ldblquote", "“"}, {"rdblquote", "”"}, {"bullet", "•"}, {"emspace", " "}, {"enspace", " "}, {"qmspace", " "},
    {"nestcell", " "}, {"nestrow", "\n"},
});
// clang-format on

/// What braces save and restore.
struct RtfGroup {
  RtfPlace place = RtfPlace::body;
  bool fresh = true;  ///< nothing but \* came yet
  bool starred = false;
  bool hidden = false;
  bool in_table = false;
  int outline = -1;
  int list_level = 0;
  int unicode_skip = 1;
  int font = -1;
  bool links = false;  ///< the result of a field: its text from `link_from` on
  std::size_t link_from = 0;
  std::size_t paragraph = 0;  ///< where the link began
};

class RtfReader {
 public:
  RtfReader(const LoadInput& input, const LoadOptions& options, const Context& context)
      : lexer_(input.bytes), options_(options), context_(context) {}

  Document read() {
    for (std::size_t seen = 0;; ++seen) {
      if (seen % 4096 == 0) context_.check();
      const RtfToken token = lexer_.next();
      if (token.kind == RtfToken::Kind::end) break;
      take(token);
      if (groups_.empty()) break;  // what follows the document is not part of it
    }
    if (!groups_.empty()) throw Error(ErrorCode::data_corrupt, "the RTF ends within a group: the file is cut");
    end_paragraph({});
    end_table();
    for (std::size_t at = 0; at < notes_.size(); ++at) out_.paragraph("[^" + std::to_string(at + 1) + "]: " + notes_[at]);
    Document document = out_.take_document();
    if (!trimmed(title_).empty()) document.title = trimmed(title_);
    if (!trimmed(author_).empty()) document.metadata = nlohmann::json{{"author", std::string(trimmed(author_))}};
    return document;
  }

 private:
  void take(const RtfToken& token) {
    if (token.kind != RtfToken::Kind::open && token.kind != RtfToken::Kind::close && skip_ > 0) {
      --skip_;  // what older readers show in place of \u
      return;
    }
    switch (token.kind) {
      case RtfToken::Kind::open: return open();
      case RtfToken::Kind::close: return close();
      case RtfToken::Kind::word: return word(token);
      case RtfToken::Kind::symbol: return symbol(token.byte);
      default: break;
    }
    group().fresh = false;
    if (visible()) bytes_ += token.byte;
  }

  void open() {
    flush();
    skip_ = 0;
    if (groups_.size() >= options_.limits.depth) {
      throw Error(ErrorCode::limit_exceeded, "the RTF is nested deeper than " + std::to_string(options_.limits.depth) +
                                                 " groups: raise limits.depth to read it");
    }
    RtfGroup inner = groups_.empty() ? RtfGroup{} : groups_.back();
    inner.fresh = true;
    inner.starred = inner.links = false;
    groups_.push_back(inner);
  }

  void close() {
    flush();
    skip_ = 0;
    if (groups_.empty()) return;
    const RtfGroup ended = groups_.back();
    groups_.pop_back();
    if (ended.links) end_link(ended);
    if (groups_.empty() || groups_.back().place == ended.place) return;
    if (ended.place == RtfPlace::note) {
      notes_.emplace_back(trimmed(note_));
      note_.clear();
      buffer() += "[^" + std::to_string(notes_.size()) + "]";
    }
  }

  /// Puts the address of a hyperlink behind the text that shows it.
  void end_link(const RtfGroup& ended) {
    std::string& text = buffer_of(ended.place);
    const std::size_t mark = instruction_.find("HYPERLINK");
    const std::size_t from = mark == std::string::npos ? mark : instruction_.find('"', mark);
    const std::size_t to = from == std::string::npos ? from : instruction_.find('"', from + 1);
    if (to == std::string::npos || ended.link_from > text.size() || ended.paragraph != paragraphs_) return;
    const std::string shown(trimmed(std::string_view(text).substr(ended.link_from)));
    text.resize(ended.link_from);
    text += markdown_link(shown, std::string_view(instruction_).substr(from + 1, to - from - 1));
  }

  void symbol(char c) {
    if (c == '*') {
      group().starred = true;
      return;
    }
    group().fresh = false;
    flush();
    if (c == '~') put(" ");
    if (c == '_') put("-");
  }

  void word(const RtfToken& token) {
    const bool first = std::exchange(group().fresh, false);
    if (first && begin_place(token.word)) return;
    if (token.word == "u" && token.has_number) return unicode(token.number);
    flush();
    for (const auto& [name, text] : signs) {
      if (token.word == name) return put(text);
    }
    if (!layout(token)) property(token);
  }

  bool begin_place(std::string_view name) {
    if (name == "fldrslt") {
      group().links = true;
      group().link_from = buffer().size();
      group().paragraph = paragraphs_;
      return true;
    }
    const auto* const found = std::ranges::find(places, name, &PlaceWord::first);
    const bool known = found != places.end();
    if (!known && !group().starred) return false;
    RtfPlace& place = group().place;
    if (place == RtfPlace::skipped) return true;
    const RtfPlace outer = place;
    place = known ? found->second : RtfPlace::skipped;
    if ((place == RtfPlace::title || place == RtfPlace::author) && outer != RtfPlace::info) place = outer;
    if (place == RtfPlace::instruction) instruction_.clear();
    return true;
  }

  /// Ends of paragraphs, cells and rows.
  bool layout(const RtfToken& token) {
    const std::string_view name = token.word;
    if (name == "par" || name == "sect" || name == "page") {
      if (group().place == RtfPlace::body) end_paragraph(group());
      if (group().place == RtfPlace::note) note_ += ' ';
    } else if (name == "cell") {
      append_to_cell();
      cells_.push_back(std::exchange(cell_, {}));
      if (++slots_ > options_.limits.items) {
        throw Error(ErrorCode::limit_exceeded, "the RTF has more than " + std::to_string(options_.limits.items) +
                                                   " cells: raise limits.items to read it");
      }
    } else if (name == "row") {
      rows_.push_back(std::exchange(cells_, {}));
    } else {
      return false;
    }
    return true;
  }

  void property(const RtfToken& token) {
    const std::string_view name = token.word;
    RtfGroup& now = group();
    if (name == "pard") {
      now.in_table = false;
      now.outline = -1;
      now.list_level = 0;
    } else if (name == "plain") {
      now.hidden = false;
      now.font = default_font_;
    } else if (name == "intbl") {
      now.in_table = true;
    } else if (name == "outlinelevel") {
      now.outline = token.number;
    } else if (name == "ilvl") {
      now.list_level = token.number;
    } else if (name == "uc") {
      now.unicode_skip = std::clamp(token.number, 0, 16);
    } else if (name == "v" || name == "deleted") {
      now.hidden = !token.has_number || token.number != 0;
    } else if (name == "f") {
      now.font = token.number;
    } else if (name == "fcharset" && now.place == RtfPlace::fonts) {
      fonts_[now.font] = token.number;
    } else if (name == "deff") {
      now.font = default_font_ = token.number;
    } else if (name == "ansicpg") {
      charset_ = charset_of_code_page(token.number);
    }
  }

  void unicode(int number) {
    flush();
    skip_ = group().unicode_skip;
    const auto unit = static_cast<char32_t>(static_cast<std::uint16_t>(number));
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      return;
    }
    const char32_t high = std::exchange(high_, 0);
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    char32_t code = unit;
    if (low) code = high == 0 ? 0xFFFD : 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
    std::string text;
    append_utf8(text, code);
    put(text);
  }

  /// Decodes the bytes since the last control word.
  void flush() {
    if (bytes_.empty()) return;
    const std::string bytes = std::exchange(bytes_, {});
    const bool ascii = std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) return put(bytes);
    const auto font = fonts_.find(group().font);
    const std::string_view charset = font == fonts_.end() ? charset_ : charset_of_font(font->second, charset_);
    if (charset.empty()) return put("•");  // of a font of symbols, where it is nearly always the mark of a list
    const auto text = from_charset(bytes, charset);
    put(text ? *text : from_windows_1252(bytes));
  }

  void put(std::string_view text) {
    if (visible()) buffer() += text;
  }

  void append_to_cell() {
    ++paragraphs_;
    if (!cell_.empty() && !trimmed(paragraph_).empty()) cell_ += ' ';
    cell_ += trimmed(paragraph_);
    paragraph_.clear();
    marker_.clear();
  }

  void end_paragraph(const RtfGroup& now) {
    if (now.in_table) return append_to_cell();
    ++paragraphs_;
    end_table();
    const std::string text = std::exchange(paragraph_, {});
    const std::string marker(trimmed(std::exchange(marker_, {})));
    if (now.outline >= 0 && now.outline < 9) {
      out_.heading(static_cast<std::size_t>(now.outline) + 1, text);
    } else if (!marker.empty()) {
      const bool counted = marker[0] >= '0' && marker[0] <= '9';
      out_.item(static_cast<std::size_t>(std::clamp(now.list_level, 0, 8)), counted ? marker : "-", text);
    } else {
      out_.paragraph(text);
    }
  }

  void end_table() {
    if (!cells_.empty()) rows_.push_back(std::exchange(cells_, {}));
    out_.table(std::exchange(rows_, {}), options_.limits.items);
  }

  std::string& buffer_of(RtfPlace place) {
    switch (place) {
      case RtfPlace::title: return title_;
      case RtfPlace::author: return author_;
      case RtfPlace::instruction: return instruction_;
      case RtfPlace::note: return note_;
      case RtfPlace::marker: return marker_;
      default: return paragraph_;
    }
  }
  std::string& buffer() { return buffer_of(group().place); }
  bool visible() {
    const RtfGroup& now = group();
    return !now.hidden && now.place != RtfPlace::skipped && now.place != RtfPlace::fonts && now.place != RtfPlace::info;
  }
  RtfGroup& group() { return groups_.empty() ? groups_.emplace_back() : groups_.back(); }

  RtfLexer lexer_;
  const LoadOptions& options_;
  const Context& context_;
  std::vector<RtfGroup> groups_;
  std::map<int, int> fonts_;
  std::string_view charset_ = "windows-1252";
  int default_font_ = 0;
  int skip_ = 0;  ///< tokens to pass over
  char32_t high_ = 0;
  std::string bytes_;
  std::string paragraph_, marker_, note_, instruction_, title_, author_, cell_;
  std::vector<std::string> notes_, cells_;
  TableRows rows_;
  std::size_t slots_ = 0;
  std::size_t paragraphs_ = 0;
  MarkdownWriter out_;
};

}  // namespace

bool RtfLoader::takes(std::string_view media_type) const { return media_type == "text/rtf"; }

Result<Loaded> RtfLoader::load(const LoadInput& input, const LoadOptions& options, const Context& context) const {
  if (trimmed(input.bytes).empty()) return only({});
  if (!trimmed(input.bytes).starts_with("{\\rtf"))
    return Error(ErrorCode::parse_error, "it is no RTF: it does not begin with {\\rtf");
  return only(RtfReader(input, options, context).read());
}

}  // namespace baton::inline v0::detail
