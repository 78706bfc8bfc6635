#include "token/tokenizer_file.hpp"

#include <functional>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "token/small_tokenizer.hpp"

namespace baton::token {
namespace {

using nlohmann::json;

struct BadFile {
  const char* what;
  std::function<void(json&)> change;
  ErrorCode code;
  const char* mentions;
};

void expect_refused(const std::vector<BadFile>& cases, const Limits& limits = {}) {
  for (const auto& each : cases) {
    auto file = test::small_tokenizer({{"h", "e"}});
    each.change(file);
    try {
      (void)parse_tokenizer_file(file.dump(), limits);
      ADD_FAILURE() << each.what;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), each.code) << each.what << ": " << error.what();
      EXPECT_NE(error.message().find(each.mentions), std::string::npos) << each.what << ": " << error.what();
    }
  }
}

TEST(TokenizerFile, NamesWhatIsNotSupported) {
  const auto model = [](const char* name, json value) { return [=](json& file) { file["model"][name] = value; }; };
  const auto part = [](const char* name, json value) { return [=](json& file) { file[name] = value; }; };
  const json split = {{"type", "Split"}, {"pattern", {{"Regex", "\\w+"}}}, {"behavior", "Isolated"}, {"invert", false}};
  const json sequence = {{"type", "Sequence"}, {"pretokenizers", {split, {{"type", "ByteLevel"}}}}};
  expect_refused({{"model", model("type", "WordLevel"), ErrorCode::unsupported, "pre_tokenizer"},
                  {"dropout", model("dropout", 0.1), ErrorCode::unsupported, "dropout"},
                  {"suffix", model("end_of_word_suffix", "</w>"), ErrorCode::unsupported, "end_of_word_suffix"},
                  {"fallback", model("byte_fallback", true), ErrorCode::unsupported, "byte_fallback"},
                  {"normalizer", part("normalizer", {{"type", "Lowercase"}}), ErrorCode::unsupported, "Lowercase"},
                  {"pre-tokenizer", part("pre_tokenizer", {{"type", "UnicodeScripts"}}), ErrorCode::unsupported, "UnicodeScripts"},
                  {"expression", part("pre_tokenizer", sequence), ErrorCode::unsupported, "\\w+"},
                  {"decoder", part("decoder", {{"type", "WordPiece"}}), ErrorCode::unsupported, "decoder"},
                  {"processor", part("post_processor", {{"type", "Other"}}), ErrorCode::unsupported, "post_processor"}});
}

TEST(TokenizerFile, NamesWhatIsMalformed) {
  const auto model = [](const char* name, json value) { return [=](json& file) { file["model"][name] = value; }; };
  const auto part = [](const char* name, json value) { return [=](json& file) { file[name] = value; }; };
  const json of_template = {{"type", "TemplateProcessing"}, {"single", {{{"SpecialToken", {{"id", "<s>"}}}}, {{"Sequence", {{"id", "A"}}}}}}};
  expect_refused({{"no model", [](json& file) { file.erase("model"); }, ErrorCode::data_corrupt, "no model"},
                  {"no object", [](json& file) { file = 3; }, ErrorCode::data_corrupt, "no object"},
                  {"vocabulary", model("vocab", json::array()), ErrorCode::data_corrupt, "model.vocab"},
                  {"missing byte", [](json& file) { file["model"]["vocab"].erase("a"); }, ErrorCode::data_corrupt, "byte 97"},
                  {"id", [](json& file) { file["model"]["vocab"]["he"] = -1; }, ErrorCode::data_corrupt, "no id"},
                  {"id twice", [](json& file) { file["model"]["vocab"]["he"] = 3; }, ErrorCode::data_corrupt, "twice"},
                  {"large id", [](json& file) { file["model"]["vocab"]["he"] = 1U << 20U; }, ErrorCode::limit_exceeded, "1048575"},
                  {"alphabet", [](json& file) { file["model"]["vocab"]["\u2581he"] = 999; }, ErrorCode::data_corrupt, "alphabet"},
                  {"merges", model("merges", nullptr), ErrorCode::data_corrupt, "model.merges"},
                  {"merge", model("merges", {"ab"}), ErrorCode::data_corrupt, "model.merges[0]"},
                  {"merge of nothing", model("merges", {"h x"}), ErrorCode::data_corrupt, "model.merges[0]"},
                  {"ignore_merges", model("ignore_merges", 1), ErrorCode::data_corrupt, "ignore_merges"},
                  {"type", part("normalizer", json::object()), ErrorCode::data_corrupt, "normalizer.type"},
                  {"added", part("added_tokens", {{{"id", 1}, {"content", ""}}}), ErrorCode::data_corrupt, "added_tokens[0].content"},
                  {"template", part("post_processor", of_template), ErrorCode::data_corrupt, "<s>"}});
}

TEST(TokenizerFile, KeepsToTheLimits) {
  const auto nothing = [](json&) {};
  expect_refused({{"items", nothing, ErrorCode::limit_exceeded, "Limits::items"}}, {.items = 256});
  expect_refused({{"bytes", nothing, ErrorCode::limit_exceeded, "limit"}}, {.bytes = 100});
  const auto deep = [](json& file) {
    for (int i = 0; i < 200; ++i) file = json::array({file});
  };
  expect_refused({{"depth", deep, ErrorCode::limit_exceeded, "deeper"}});
}

TEST(TokenizerFile, ReadsWhatPostProcessorsAdd) {
  auto file = test::small_tokenizer({});
  file["post_processor"] = {{"type", "RobertaProcessing"}, {"cls", {"<s>", 300}}, {"sep", {"</s>", 301}}};
  auto parsed = parse_tokenizer_file(file.dump(), Limits{});
  EXPECT_EQ(parsed.before, (std::vector<std::uint32_t>{300}));
  EXPECT_EQ(parsed.behind, (std::vector<std::uint32_t>{301}));
}

}  // namespace
}  // namespace baton::token
