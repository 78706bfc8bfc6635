#pragma once

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/prompt/template.hpp>

namespace baton::testing {

/// The text that `source` gives with the variables of a JSON object.
inline std::string render(std::string_view source, std::string_view variables = "{}",
                          TemplateOptions options = {}) {
  return Template::parse(source, std::move(options)).render(Json::parse(variables));
}

/// The error of parsing or rendering `source`; `internal` when there is none.
inline Error failure(std::string_view source, std::string_view variables = "{}",
                     TemplateOptions options = {}) {
  try {
    return {ErrorCode::internal, "rendered: " + render(source, variables, std::move(options))};
  } catch (const Error& error) {
    return error;
  }
}

/// Expects that `source` fails with `code` and that each of `parts` is in the message.
inline void expect_failure(std::string_view source, ErrorCode code,
                           std::initializer_list<std::string_view> parts,
                           std::string_view variables = "{}", TemplateOptions options = {}) {
  const Error error = failure(source, variables, std::move(options));
  EXPECT_EQ(error.code(), code) << source.substr(0, 200) << " -> " << error.what();
  for (const auto part : parts)
    EXPECT_THAT(error.message(), ::testing::HasSubstr(std::string(part)));
}

}  // namespace baton::testing
