#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/text.hpp>
#include <baton/document/loader.hpp>
#include <baton/document/splitter.hpp>

/// Any bytes as HTML: well-formed text, or an error; and chunks that are what they say.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto loaded = baton::load_bytes("fuzz.html", bytes);
  if (!loaded || loaded->documents.size() != 1) return 0;  // an archive by its signature
  const baton::Document* const document = &loaded->documents.front();
  if (!baton::is_utf8(document->text)) std::abort();
  for (const baton::Chunk& chunk :
       baton::split(*document, {.chunk_bytes = 64, .overlap_bytes = 16})) {
    const auto& span = chunk.span;
    if (document->text.compare(span.begin, span.end - span.begin, chunk.text) != 0) std::abort();
    if (!baton::is_utf8(chunk.text) || chunk.text.size() > 64) std::abort();
  }
  return 0;
}
