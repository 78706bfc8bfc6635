#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/output/incremental_json.hpp>

namespace {

std::optional<baton::Json> parse(std::string_view text, std::size_t cut) {
  try {
    baton::IncrementalJson json;
    json.feed(text.substr(0, cut));
    json.feed(text.substr(cut));
    json.finish();
    return json.value();
  } catch (const baton::Error&) {
    return std::nullopt;
  }
}

std::optional<baton::Json> parse_whole(std::string_view text) {
  try {
    return baton::Json::parse(text);
  } catch (const baton::Error&) {
    return std::nullopt;
  }
}

bool find_in_prose(std::string_view text, std::size_t cut) {
  try {
    baton::IncrementalJson json(baton::JsonStart::container);
    json.feed(text.substr(0, cut));
    json.feed(text.substr(cut));
    json.finish();
    return true;
  } catch (const baton::Error&) {
    return false;
  }
}

}  // namespace

/// The first byte says where to cut; the rest must parse as the whole parser does, wherever it is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t shallow = 100;  // below the depth limit the parsers agree to the letter
  if (size == 0 || size > shallow) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = data[0] % size;
  if (parse(text, cut) != parse_whole(text)) std::abort();
  if (find_in_prose(text, cut) != find_in_prose(text, 0)) std::abort();
  return 0;
}
