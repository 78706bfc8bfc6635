#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <baton/core/text.hpp>
#include <baton/document/overlap.hpp>
#include <baton/document/split_mode.hpp>

namespace {

/// The spans must give the text back, whatever the mode.
void check(const baton::Document& document, const baton::SplitMode& mode) {
  std::size_t covered = 0;
  for (const baton::TextSpan& span : baton::spans_by(document, mode)) {
    if (span.begin > covered || span.end <= covered || span.end <= span.begin) std::abort();
    if (!baton::is_utf8_boundary(document.text, span.begin)) std::abort();
    covered = span.end;
  }
  if (covered != document.text.size()) std::abort();
  (void)baton::with_overlap(document, baton::split_by(document, mode), {20, 20});
}

}  // namespace

/// Any text, cut in every mode: joining the spans gives it back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static const char* const types[] = {"text/plain", "text/markdown", "text/x-c++", "application/json"};
  baton::Document document;
  document.media_type = types[data[0] % 4];
  const std::size_t bytes = 32 + data[1];
  document.text = baton::sanitize_utf8({reinterpret_cast<const char*>(data) + 2, size - 2});
  check(document, baton::SplitOptions{bytes, data[0]});
  check(document, baton::TokenSplit{{}, bytes / 4, data[0], {}});
  check(document, baton::SentenceSplit{bytes, data[0] % 3U});
  check(document, baton::SentenceWindowSplit{data[0] % 3U, bytes});
  check(document, baton::HeadingSplit{1U + data[0] % 6U, {bytes, data[0]}});
  check(document, baton::CodeSplit{bytes});
  check(document, baton::JsonSplit{bytes});
  check(document, baton::HierarchicalSplit{{bytes * 2, bytes}});
  return 0;
}
