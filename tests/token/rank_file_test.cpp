#include "token/rank_file.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "token/small_vocabulary.hpp"

namespace baton::token {
namespace {

TEST(RankFile, ReadsTokensLineByLine) {
  const auto vocabulary = parse_ranks(test::rank_file({"ab", "abc"}), Limits{});
  EXPECT_EQ(vocabulary.size(), 258U);
  EXPECT_EQ(vocabulary.find("abc"), 257U);
}

TEST(RankFile, TakesTheLineEndsOfEveryPlatform) {
  auto text = test::rank_file({"ab"});
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
  text.resize(text.size() - 2);
  EXPECT_EQ(parse_ranks(text + "\r\n\r\n", Limits{}).size(), 257U);
  EXPECT_EQ(parse_ranks(text, Limits{}).size(), 257U);
}

TEST(RankFile, NamesTheLineThatIsWrong) {
  struct Case {
    const char* line;
    ErrorCode code;
  };
  const Case cases[] = {{"YWI=", ErrorCode::parse_error}, {"YWI 256", ErrorCode::parse_error}, {" 256", ErrorCode::parse_error},
                        {"YWI= 256x", ErrorCode::parse_error}, {"YWI= -1", ErrorCode::parse_error}, {"YWI= ", ErrorCode::parse_error},
                        {"YWI= 99999999999", ErrorCode::parse_error}, {"YWI= 4000000000", ErrorCode::limit_exceeded}, {"YWI= 1048576", ErrorCode::limit_exceeded},
                        {"YWI= 255", ErrorCode::data_corrupt}, {"AA== 256", ErrorCode::data_corrupt}};
  for (const auto& [line, code] : cases) {
    try {
      (void)parse_ranks(test::rank_file() + line, Limits{});
      FAIL() << line;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code) << error.what();
      EXPECT_NE(error.message().find("line 257"), std::string::npos) << error.what();
    }
  }
}

TEST(RankFile, WantsEveryByteAndKeepsToTheLimits) {
  const auto code_of = [](std::string_view text, const Limits& limits) {
    try {
      (void)parse_ranks(text, limits);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  const auto text = test::rank_file();
  EXPECT_EQ(code_of(std::string_view(text).substr(0, text.rfind("\n", text.size() - 2)), {}), ErrorCode::data_corrupt);
  EXPECT_EQ(code_of("", {}), ErrorCode::data_corrupt);
  EXPECT_EQ(code_of(text, {.bytes = text.size() - 1}), ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of(text, {.items = 255}), ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton::token
