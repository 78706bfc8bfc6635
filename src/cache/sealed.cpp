#include "cache/sealed.hpp"

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>

namespace baton::inline v0 {
namespace {

std::string digest_bytes_of(std::string_view content) {
  const Sha256Digest digest = sha256(content);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::string seal(std::string_view magic, std::string_view content) {
  std::string bytes(magic);
  bytes += digest_bytes_of(content);
  bytes += content;
  return bytes;
}

std::string_view unseal(std::string_view magic, std::string_view bytes) {
  const std::size_t head = magic.size() + sizeof(Sha256Digest);
  if (bytes.size() < head || !bytes.starts_with(magic)) damaged_cache("nothing of this version");
  const std::string_view content = bytes.substr(head);
  if (digest_bytes_of(content) != bytes.substr(magic.size(), sizeof(Sha256Digest))) damaged_cache("wrong digest");
  return content;
}

void damaged_cache(const char* what) {
  throw Error(ErrorCode::data_corrupt, std::string("what the cache gave is damaged: ") + what);
}

}  // namespace baton::inline v0
