#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baton::inline v0::detail {

enum class ByteOrder { little, big };

/// Every ill-formed unit becomes U+FFFD and sets `replaced`.
std::string from_utf16(std::string_view bytes, ByteOrder order, bool& replaced);
std::string from_utf32(std::string_view bytes, ByteOrder order, bool& replaced);
/// As browsers read windows-1252: the five undefined bytes are C1 controls, so nothing fails.
std::string from_windows_1252(std::string_view bytes);

/// The canonical name of an encoding that `from_charset` knows, or empty. A closed list: names come
/// from files, and the system's converters are not all fit for untrusted input.
std::string_view known_charset(std::string_view name);

/// Converts with the system's iconv; nothing when a byte does not fit. `charset` is from
/// `known_charset`.
std::optional<std::string> from_charset(std::string_view bytes, std::string_view charset);

}  // namespace baton::inline v0::detail
