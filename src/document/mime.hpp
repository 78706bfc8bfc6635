#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::inline v0::detail {

/// A header's value and its parameters: `text/plain; charset="utf-8"`.
struct MimeValue {
  std::string value;  ///< in lower case
  std::map<std::string, std::string, std::less<>> parameters;
};

/// A message or a part of one (RFC 5322, RFC 2045). The views are into the bytes it was made from.
struct MimeEntity {
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, values unfolded
  std::string_view body;

  /// The first header of that name, its encoded words decoded; empty when there is none.
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] MimeValue value(std::string_view name) const;
  /// The body without its transfer encoding.
  [[nodiscard]] std::string content() const;
  /// The file name it goes by (Content-Disposition, Content-Type), or empty.
  [[nodiscard]] std::string file_name() const;
};

/// Any bytes are some message; headers beyond 1,000 are left out.
MimeEntity parse_entity(std::string_view bytes);

/// The parts of a multipart body; at most `most` of them, then `limit_exceeded`.
std::vector<std::string_view> split_multipart(std::string_view body, std::string_view boundary,
                                              std::size_t most);

/// Decodes the encoded words of RFC 2047 in a header's value.
std::string decode_words(std::string_view text);

}  // namespace baton::inline v0::detail
