#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/eval/dataset.hpp>

#include "eval/cited_sentences.hpp"

/// What is read is the same when it was written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)baton::detail::cited_sentences(text);
  baton::Dataset dataset;
  try {
    dataset = baton::dataset_from_jsonl(text);
    baton::add_qrels(dataset, text);
  } catch (const baton::Error&) {
  }
  if (baton::dataset_from_jsonl(baton::to_jsonl(dataset)) != dataset) std::abort();
  return 0;
}
