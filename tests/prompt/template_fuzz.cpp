#include <cstddef>
#include <cstdint>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/prompt/library.hpp>

/// The input is a template and, behind a NUL, JSON variables. Whatever it is, it ends with text or
/// an `Error` that is not `internal`.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find('\0');
  const auto source = input.substr(0, split);
  const auto variables =
      split == std::string_view::npos ? std::string_view("{}") : input.substr(split + 1);
  try {
    TemplateOptions options;
    options.limits = {.bytes = 1U << 16, .depth = 32, .items = 1000};
    options.trim_blocks = size % 2 == 1;
    options.lstrip_blocks = size % 3 == 1;
    TemplateLibrary library(options);
    library.add("part", "{{ x }}{% set x = 1 %}");
    library.add("main", source);
    (void)library.get("main").variables();
    (void)library.get("main").render(Json::parse(variables, options.limits));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::internal) __builtin_trap();
  }
  return 0;
}
