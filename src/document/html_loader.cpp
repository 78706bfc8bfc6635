#include "document/html_loader.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <utility>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <nlohmann/json.hpp>

#include "core/uri.hpp"
#include "document/document_facts.hpp"
#include "document/html_text.hpp"
#include "document/text_loader.hpp"

namespace baton::inline v0::detail {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

constexpr std::size_t longest_address = 2000;

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

/// Receives the events. Exceptions may not pass through C frames: they are kept for afterwards.
class Handler {
 public:
  Handler(std::string_view source, std::size_t max_depth, const Context& context)
      : source_(source), max_depth_(max_depth), context_(context) {}

  void attach(htmlParserCtxtPtr parser) {
    parser_ = parser;
    *parser->sax = htmlSAXHandler{};
    parser->sax->startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
      static_cast<Handler*>(self)->guarded([&](Handler& h) { h.start(view(name), attributes); });
    };
    parser->sax->endElement = [](void* self, const xmlChar* name) {
      static_cast<Handler*>(self)->guarded([&](Handler& h) { h.end(view(name)); });
    };
    const auto text = [](void* self, const xmlChar* bytes, int size) {
      const std::string_view piece(reinterpret_cast<const char*>(bytes),
                                   static_cast<std::size_t>(size));
      static_cast<Handler*>(self)->guarded([&](Handler& h) { h.text(piece); });
    };
    parser->sax->characters = text;
    parser->sax->ignorableWhitespace = text;
    parser->sax->cdataBlock = text;
    parser->userData = this;
  }

  HtmlText& out() { return out_; }
  /// What the page tells about itself, in the metadata.
  const Document& facts() const { return facts_; }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  template <class Action>
  void guarded(Action action) noexcept {
    if (failure_) return;
    try {
      action(*this);
    } catch (...) {
      failure_ = std::current_exception();
      xmlStopParser(parser_);
    }
  }

  std::uint32_t line() const {
    return parser_->input == nullptr
               ? 1U
               : static_cast<std::uint32_t>(std::max(parser_->input->line, 1));
  }

  void start(std::string_view name, const xmlChar** attributes) {
    if (++seen_ % 1024 == 0) context_.check();
    if (++depth_ > max_depth_) {
      throw Error(ErrorCode::limit_exceeded, "the HTML is nested deeper than " +
                                                 std::to_string(max_depth_) +
                                                 " elements: raise limits.depth to read it");
    }
    out_.open(name, attribute_of(attributes, "role"), line());
    if (name == "img") out_.image(attribute_of(attributes, "alt"), line());
    if (name == "html") note(facts_, "language", attribute_of(attributes, "lang"));
    if (name == "meta") {
      const std::string_view property = attribute_of(attributes, "property");
      note_meta(property.empty() ? attribute_of(attributes, "name") : property, attribute_of(attributes, "content"), facts_);
    }
    if (name == "a") out_.link(shown_address(attribute_of(attributes, "href")));
  }

  static std::string_view attribute_of(const xmlChar** attributes, std::string_view name) {
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      if (view(attributes[0]) == name) return view(attributes[1]);
    }
    return {};
  }

  /// The address of a link that leads somewhere by itself, or from the page's own address; else empty.
  std::string shown_address(std::string_view target) const {
    constexpr std::string_view ends_link = " \t\r\n()<>\"";
    if (target.empty() || target.starts_with('#') || target.size() > longest_address) return {};
    if (target.find_first_of(ends_link) != std::string_view::npos) return {};
    if (target.starts_with("mailto:") || is_web_address(target)) return std::string(target);
    if (!is_web_address(source_)) return {};
    std::string resolved = resolve_uri(source_, target);
    return is_web_address(resolved) ? resolved : std::string();
  }

  void end(std::string_view name) {
    if (depth_ > 0) --depth_;
    out_.close(name);
  }

  /// The parser stands behind the text it reports.
  void text(std::string_view piece) {
    const auto newlines = static_cast<std::uint32_t>(std::count(piece.begin(), piece.end(), '\n'));
    const std::uint32_t last = line();
    out_.characters(piece, last > newlines ? last - newlines : 1);
  }

  std::string_view source_;
  std::size_t max_depth_;
  const Context& context_;
  std::uint32_t seen_ = 0;  ///< elements
  std::size_t depth_ = 0;
  htmlParserCtxtPtr parser_ = nullptr;
  HtmlText out_;
  Document facts_;
  std::exception_ptr failure_;
};

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const noexcept { htmlFreeParserCtxt(parser); }
};

void parse(std::string_view text, Handler& handler) {
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
  if (!parser) throw Error(ErrorCode::internal, "libxml2 cannot make a parser: out of memory");
  handler.attach(parser.get());
  // The text is UTF-8 by now, whatever the page says about itself.
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
                                       HTML_PARSE_NODEFDTD);
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser.get());
  handler.rethrow();
}

/// The charset a page declares in its first kilobyte, as browsers look for it.
std::string_view declared_charset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1024);
  const std::size_t key = head.find("charset=");
  if (key == std::string_view::npos) return {};
  std::string_view value = head.substr(key + 8);
  if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of("\"' \t\r\n;>/"));
}

}  // namespace

bool HtmlLoader::takes(std::string_view media_type) const { return media_type == "text/html"; }

Result<Loaded> HtmlLoader::load(const LoadInput& input, const LoadOptions& options,
                                const Context& context) const {
  const auto decoded = decode_text(input.bytes, declared_charset(input.bytes));
  if (!decoded) return decoded.error();
  if (decoded->text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Error(ErrorCode::limit_exceeded, "the HTML is larger than 2 GiB");
  }
  Document document;
  document.metadata = encoding_metadata(*decoded);
  // libxml2 has no parser for nothing.
  if (decoded->text.empty()) return only(std::move(document));
  Handler handler(input.source, options.limits.depth, context);
  parse(decoded->text, handler);
  document.title = handler.out().title();
  for (const auto& [key, fact] : handler.facts().metadata.ref().items()) document.metadata.ref()[key] = fact;
  PageText page = handler.out().take_page();
  if (options.main_content) page = main_content(std::move(page), handler.out().ranges().found());
  document.text = std::move(page.text);
  document.source_lines = std::move(page.lines);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
