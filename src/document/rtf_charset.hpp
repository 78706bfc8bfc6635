#pragma once

#include <string_view>

namespace baton::inline v0::detail {

/// The encoding of a Windows code page number (`\ansicpg`), as `from_charset` knows it; windows-1252 for others.
std::string_view charset_of_code_page(int code_page);

/// That of a font (`\fcharset`); `otherwise` when the font has none of its own, empty for symbols.
std::string_view charset_of_font(int number, std::string_view otherwise);

}  // namespace baton::inline v0::detail
