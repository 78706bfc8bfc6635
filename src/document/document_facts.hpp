#pragma once

#include <string>
#include <string_view>

#include <baton/core/limits.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0::detail {

/// Notes a fact in the metadata, unless it is blank or already there.
void note(Document& document, const char* key, std::string_view text);

/// A date of e-mail and feeds (RFC 5322: "Thu, 29 Feb 2024 18:05:00 +0100") as ISO 8601 ("2024-02-29T18:05:00+01:00");
/// a text that begins with an ISO date as it is, anything else as nothing.
std::string iso_date(std::string_view text);

/// Notes what the front matter of a Markdown text tells: author, date, language, description, tags and the like.
/// Front matter that is no YAML tells nothing.
void note_front_matter(std::string_view text, const Limits& limits, Document& document);

/// Notes what a page tells by `<meta name="…" content="…">`.
void note_meta(std::string_view name, std::string_view content, Document& document);

}  // namespace baton::inline v0::detail
