#include "document/page_robots.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <memory>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <baton/document/encoding.hpp>

#include "core/ascii.hpp"
#include "document/markdown_writer.hpp"
#include "document/robots.hpp"

namespace baton::inline v0::detail {
namespace {

/// Directives that have a value behind a colon, as the names of crawlers have directives.
constexpr std::array<std::string_view, 4> with_value = {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"};

bool is_crawler(std::string_view word) {
  const bool directive = std::ranges::any_of(with_value, [&](std::string_view each) { return ascii::equal_ignoring_case(each, word); });
  const auto in_name = [](char c) { return ascii::is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '/'; };
  return word == "*" || (!word.empty() && !directive && std::ranges::all_of(word, in_name));
}

/// What the parser's events find out. Nothing of it throws, as it is called through C frames.
struct MetaSearch {
  std::string_view product;
  htmlParserCtxtPtr parser = nullptr;
  bool forbids = false;

  void element(std::string_view name, const xmlChar** attributes) {
    if (name == "meta") meta(attributes);
    if (name == "body" || forbids) xmlStopParser(parser);
  }
  void meta(const xmlChar** attributes) {
    std::string_view whom;
    std::string_view content;
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const std::string_view key = reinterpret_cast<const char*>(attributes[0]);
      const std::string_view value = attributes[1] == nullptr ? "" : reinterpret_cast<const char*>(attributes[1]);
      if (key == "name") whom = trimmed(value);
      if (key == "content") content = value;
    }
    const bool ours = ascii::equal_ignoring_case(whom, "robots") || (!product.empty() && ascii::equal_ignoring_case(whom, product));
    forbids = forbids || (ours && tag_forbids_index(content, product));
  }
};

}  // namespace

bool tag_forbids_index(std::string_view value, std::string_view product) {
  bool ours = true;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(','), value.size());
    std::string_view directive = trimmed(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    const std::size_t colon = directive.find(':');
    if (const std::string_view word = trimmed(directive.substr(0, colon)); colon != std::string_view::npos && is_crawler(word)) {
      ours = word == "*" || ascii::equal_ignoring_case(product_of(word), product);
      directive = trimmed(directive.substr(colon + 1));
    }
    if (ours && (ascii::equal_ignoring_case(directive, "noindex") || ascii::equal_ignoring_case(directive, "none"))) return true;
  }
  return false;
}

bool page_forbids_index(std::string_view html, std::string_view product) {
  const auto decoded = decode_text(html);
  if (!decoded || decoded->text.empty() || decoded->text.size() > INT_MAX) return false;
  const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> parser(
      htmlCreateMemoryParserCtxt(decoded->text.data(), static_cast<int>(decoded->text.size())), htmlFreeParserCtxt);
  if (!parser) return false;
  MetaSearch search{.product = product, .parser = parser.get()};
  *parser->sax = htmlSAXHandler{};
  parser->sax->startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
    static_cast<MetaSearch*>(self)->element(reinterpret_cast<const char*>(name), attributes);
  };
  parser->userData = &search;
  // No charset that a page names reaches the system's converter.
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_IGNORE_ENC | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser.get());
  return search.forbids;
}

}  // namespace baton::inline v0::detail
