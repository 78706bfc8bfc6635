#include "document/mime.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>
#include <baton/core/text.hpp>
#include <baton/document/encoding.hpp>

#include "core/ascii.hpp"
#include "document/markdown_writer.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t most_headers = 1000;
/// RFC 2047 allows 75 bytes; the bound keeps the search for an end that is missing short.
constexpr std::size_t longest_word = 1000;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Undoes `=41` or `%41`. In quoted-printable text a mark at the end of a line joins it to the next.
std::string decode_hex(std::string_view text, char mark) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != mark) {
      out += text[at];
    } else if (at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else if (text.substr(at + 1, 2) == "\r\n") {
      at += 2;
    } else if (text.substr(at + 1, 1) == "\n") {
      at += 1;
    } else {
      out += mark;
    }
  }
  return out;
}

std::string decode_base64(std::string_view text) {
  std::string dense;
  for (const char c : text) {
    if (c != '\r' && c != '\n' && c != ' ' && c != '\t') dense += c;
  }
  dense.resize(dense.size() / 4 * 4);  // what a cut message has left
  return base64_decode(dense).value_or(std::string());
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  auto decoded = decode_text(bytes, charset);
  return decoded ? std::move(decoded->text) : sanitize_utf8(bytes);
}

/// One encoded word behind its "=?", or nothing; `size` becomes its length.
std::optional<std::string> decode_word(std::string_view text, std::size_t& size) {
  text = text.substr(0, longest_word);
  const std::size_t charset_end = text.find('?');
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return {};
  const std::size_t end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return {};
  const std::string_view charset = text.substr(0, std::min(text.find('*'), charset_end));
  const std::string_view body = text.substr(charset_end + 3, end - charset_end - 3);
  size = end + 2;
  if ((text[charset_end + 1] | 0x20) == 'b') return to_utf8(decode_base64(body), charset);
  std::string spaced(body);
  std::ranges::replace(spaced, '_', ' ');
  return to_utf8(decode_hex(spaced, '='), charset);
}

std::string_view take_line(std::string_view& rest) {
  std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Parameters that are coded or divided (RFC 2231): `name*=utf-8'de'x%20y`, or `name*0*=utf-8''x; name*1=y`.
struct CodedParameter {
  std::string charset;
  std::string bytes;
};
using CodedParameters = std::map<std::string, CodedParameter, std::less<>>;

void add_coded(std::string_view name, std::string_view value, CodedParameters& into) {
  const std::size_t star = name.find('*');
  const std::string_view section = name.substr(star + 1);
  const bool first = section.empty() || section.front() == '0';
  CodedParameter& parameter = into[std::string(name.substr(0, star))];
  if (!section.empty() && !section.ends_with('*')) {
    parameter.bytes += value;
    return;
  }
  const std::size_t mark = first ? value.find('\'') : std::string_view::npos;
  const std::size_t text = mark == std::string_view::npos ? mark : value.find('\'', mark + 1);
  if (text != std::string_view::npos) {
    parameter.charset = value.substr(0, mark);
    value.remove_prefix(text + 1);
  }
  parameter.bytes += decode_hex(value, '%');
}

void set_parameter(std::string_view piece, MimeValue& into, CodedParameters& coded) {
  const std::size_t equals = piece.find('=');
  if (equals == std::string_view::npos) return;
  std::string name = ascii::lower(trimmed(piece.substr(0, equals)));
  std::string_view value = trimmed(piece.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
  if (name.find('*') == std::string::npos) {
    into.parameters.emplace(std::move(name), decode_words(value));
  } else {
    add_coded(name, value, coded);
  }
}

}  // namespace

std::string decode_words(std::string_view text) {
  std::string out;
  bool behind_word = false;
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find("=?"), text.size());
    // White space between two encoded words is not part of the text.
    if (!behind_word || !trimmed(text.substr(0, mark)).empty() || mark == text.size()) out += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.empty()) break;
    text.remove_prefix(2);
    std::size_t size = 0;
    const auto word = decode_word(text, size);
    behind_word = word.has_value();
    out += word ? *word : "=?";
    text.remove_prefix(size);
  }
  return sanitize_utf8(out);
}

MimeEntity parse_entity(std::string_view bytes) {
  MimeEntity entity;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    const bool folded = line.front() == ' ' || line.front() == '\t';
    if (folded && !entity.headers.empty()) {
      entity.headers.back().second += " " + std::string(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || entity.headers.size() >= most_headers) continue;
    entity.headers.emplace_back(ascii::lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
  }
  entity.body = rest;
  return entity;
}

std::string MimeEntity::header(std::string_view name) const {
  for (const auto& [key, text] : headers) {
    if (key == name) return decode_words(text);
  }
  return {};
}

MimeValue MimeEntity::value(std::string_view name) const {
  MimeValue out;
  CodedParameters coded;
  const auto found = std::ranges::find(headers, name, [](const auto& entry) { return std::string_view(entry.first); });
  if (found == headers.end()) return out;
  std::string_view rest = found->second;
  out.value = ascii::lower(trimmed(rest.substr(0, rest.find(';'))));
  rest.remove_prefix(std::min(rest.find(';'), rest.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    std::size_t end = 0;
    for (bool quoted = false; end < rest.size() && (quoted || rest[end] != ';'); ++end) {
      if (rest[end] == '"') quoted = !quoted;
    }
    set_parameter(rest.substr(0, end), out, coded);
    rest.remove_prefix(end);
  }
  for (const auto& [key, parameter] : coded) out.parameters[key] = to_utf8(parameter.bytes, parameter.charset);
  return out;
}

std::string MimeEntity::content() const {
  const std::string encoding = value("content-transfer-encoding").value;
  if (encoding == "base64") return decode_base64(body);
  return encoding == "quoted-printable" ? decode_hex(body, '=') : std::string(body);
}

std::string MimeEntity::file_name() const {
  for (const auto& [source, key] : {std::pair("content-disposition", "filename"), std::pair("content-type", "name")}) {
    const MimeValue found = value(source);
    const auto name = found.parameters.find(key);
    if (name != found.parameters.end()) return name->second;
  }
  return {};
}

namespace {

/// The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1).
std::string_view without_line_end(std::string_view part) {
  if (part.ends_with('\n')) part.remove_suffix(1);
  if (part.ends_with('\r')) part.remove_suffix(1);
  return part;
}

}  // namespace

std::vector<std::string_view> split_multipart(std::string_view body, std::string_view boundary, std::size_t most) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + std::string(boundary);
  std::string_view rest = body;
  const char* from = nullptr;
  while (!rest.empty()) {
    const char* const start = rest.data();
    const std::string_view line = take_line(rest);
    if (!line.starts_with(mark)) continue;
    const std::string_view tail = trimmed(line.substr(mark.size()));
    if (!tail.empty() && tail != "--") continue;  // a longer boundary
    if (from != nullptr) {
      if (parts.size() >= most) throw Error(ErrorCode::limit_exceeded, "the message has more than " + std::to_string(most) + " parts");
      parts.push_back(without_line_end({from, static_cast<std::size_t>(start - from)}));
    }
    from = rest.data();
    if (tail == "--") return parts;
  }
  // A message that was cut lacks the last boundary.
  if (from != nullptr) parts.emplace_back(from, static_cast<std::size_t>(body.data() + body.size() - from));
  return parts;
}

}  // namespace baton::inline v0::detail
