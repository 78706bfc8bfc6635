#include <baton/core/base64.hpp>

#include <climits>
#include <cstddef>

#include <openssl/evp.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

// OpenSSL counts in int.
constexpr std::size_t most_bytes = INT_MAX / 4;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  if (bytes.size() > most_bytes) {
    throw Error(ErrorCode::limit_exceeded, "too much for one Base64 text: the limit is 512 MiB");
  }
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets(bytes),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0 || text.size() > most_bytes) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(text),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(length) - (length == 0 ? 0 : padding));
  // OpenSSL forgives white space at the ends and stray bits; the round trip does not.
  if (base64_encode(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace baton::inline v0
