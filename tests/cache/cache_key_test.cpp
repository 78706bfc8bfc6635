#include "cache/cache_key.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cache/cache_fixture.hpp"

namespace baton {
namespace {

using nlohmann::json;

/// A request in which every field has something.
ChatRequest full_request() {
  ChatRequest request;
  request.messages = {Message::system("Be brief."), Message::user("Who?"), Message::assistant("Ada.")};
  request.messages.push_back(Message::user({Text{"look"}, Image{.bytes = "png", .media_type = "image/png"},
                                            File{.name = "a.pdf", .bytes = "pdf"}}));
  const ToolCall call{"c1", "look", "{}"};
  Message calling = Message::assistant("");
  calling.parts = {Reasoning{"hm", "anthropic", "{}"}, call};
  request.messages.push_back(std::move(calling));
  request.messages.push_back(Message::tool_result(call, "blue"));
  request.tools = {{.name = "look",
                    .description = "Looks.",
                    .parameters = Json::parse(R"({"type":"object","properties":{"a":{},"b":{}}})")}};
  request.options = {.temperature = 0.0, .top_p = 0.5, .max_tokens = 10, .stop = {"x"}, .seed = 1, .logprobs = 1,
                     .parallel_tool_calls = true, .reasoning_effort = "low"};
  request.options.tool_choice = {ToolChoice::Mode::named, "look"};
  request.options.format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object"})"), true};
  request.options.extra = Json::parse(R"({"b":{"y":1,"x":[1,2]},"a":2})");
  return request;
}

using Change = std::function<void(ChatRequest&)>;

/// One for each thing that changes what is asked.
std::vector<Change> changes_of_messages() {
  return {
      [](auto& r) { r.messages[0] = Message::system("Be long."); },
      [](auto& r) { r.messages[1].name = "ann"; },
      [](auto& r) { r.messages[1].role = Role::system; },
      [](auto& r) { std::swap(r.messages[1], r.messages[2]); },
      [](auto& r) { r.messages.pop_back(); },
      [](auto& r) { std::get<Text>(r.messages[3].parts[0]).text = "see"; },
      [](auto& r) { std::get<Image>(r.messages[3].parts[1]).bytes = "PNG"; },
      [](auto& r) { std::get<Image>(r.messages[3].parts[1]).detail = "low"; },
      [](auto& r) { std::get<Image>(r.messages[3].parts[1]).media_type = "image/gif"; },
      [](auto& r) { std::get<Image>(r.messages[3].parts[1]).url = "https://x"; },
      [](auto& r) { std::get<File>(r.messages[3].parts[2]).bytes = "PDF"; },
      [](auto& r) { std::get<File>(r.messages[3].parts[2]).name = "b.pdf"; },
      [](auto& r) { std::get<File>(r.messages[3].parts[2]).id = "f1"; },
      [](auto& r) { std::swap(r.messages[3].parts[0], r.messages[3].parts[1]); },
      [](auto& r) { std::get<Reasoning>(r.messages[4].parts[0]).raw = "{\"a\":1}"; },
      [](auto& r) { std::get<ToolCall>(r.messages[4].parts[1]).arguments = "{\"a\":1}"; },
      [](auto& r) { std::get<ToolCall>(r.messages[4].parts[1]).id = "c2"; },
      [](auto& r) { std::get<ToolResult>(r.messages[5].parts[0]).content = "red"; },
      [](auto& r) { std::get<ToolResult>(r.messages[5].parts[0]).is_error = true; },
  };
}

std::vector<Change> changes_of_tools_and_options() {
  return {
      [](auto& r) { r.tools[0].name = "see"; },
      [](auto& r) { r.tools[0].description = "Sees."; },
      [](auto& r) { r.tools[0].strict = true; },
      [](auto& r) { r.tools[0].parameters.ref()["properties"].erase("a"); },
      [](auto& r) { r.tools.push_back(r.tools[0]); },
      [](auto& r) { r.tools.clear(); },
      [](auto& r) { r.options.temperature = 0.1; },
      [](auto& r) { r.options.temperature.reset(); },
      [](auto& r) { r.options.top_p = 0.6; },
      [](auto& r) { r.options.max_tokens = 11; },
      [](auto& r) { r.options.stop = {"x", "y"}; },
      [](auto& r) { r.options.seed = 2; },
      [](auto& r) { r.options.logprobs = 2; },
      [](auto& r) { r.options.parallel_tool_calls = false; },
      [](auto& r) { r.options.reasoning_effort = "high"; },
      [](auto& r) { r.options.tool_choice = {}; },
      [](auto& r) { r.options.tool_choice.name = "see"; },
      [](auto& r) { r.options.format = {}; },
      [](auto& r) { r.options.format.name = "reply"; },
      [](auto& r) { r.options.format.strict = false; },
      [](auto& r) { r.options.format.schema.ref()["required"] = json::array(); },
      [](auto& r) { r.options.extra.ref()["a"] = 3; },
      [](auto& r) { r.options.extra.ref()["b"]["x"] = {2, 1}; },
      [](auto& r) { r.options.extra = {}; },
  };
}

TEST(CacheKey, EveryChangeIsAnotherRequest) {
  std::set<std::string> seen = {canonical(full_request()).value()};
  for (const auto& changes : {changes_of_messages(), changes_of_tools_and_options()}) {
    for (const Change& change : changes) {
      ChatRequest request = full_request();
      change(request);
      EXPECT_TRUE(seen.insert(canonical(request).value()).second) << "change " << seen.size();
    }
  }
}

/// Does not compile when a request gets another field: then that belongs into the codec and the lists above.
TEST(CacheKey, NoFieldWasForgotten) {
  const ChatRequest request = full_request();
  [[maybe_unused]] const auto& [messages, tools, options] = request;
  [[maybe_unused]] const auto& [role, parts, name, mark] = messages[0];
  [[maybe_unused]] const auto& [tool, description, parameters, strict, tool_mark] = tools[0];
  [[maybe_unused]] const auto& [temperature, top_p, max_tokens, stop, seed, logprobs, parallel, effort, choice,
                                format, extra, cached_answers] = options;
  [[maybe_unused]] const auto& [mode, chosen] = choice;
  [[maybe_unused]] const auto& [kind, form, schema, form_strict] = format;
  [[maybe_unused]] const auto& [url, image_bytes, image_type, detail] = std::get<Image>(messages[3].parts[1]);
  [[maybe_unused]] const auto& [file, id, file_bytes, file_type] = std::get<File>(messages[3].parts[2]);
  [[maybe_unused]] const auto& [thought, vendor, raw] = std::get<Reasoning>(messages[4].parts[0]);
  [[maybe_unused]] const auto& [call_id, called, arguments] = std::get<ToolCall>(messages[4].parts[1]);
  [[maybe_unused]] const auto& [result_id, answered, content, is_error] =
      std::get<ToolResult>(messages[5].parts[0]);
  EXPECT_EQ(tools.size(), 1U);
}

TEST(CacheKey, WhatChangesNoAnswerIsTheSameRequest) {
  const std::string same = canonical(full_request()).value();
  ChatRequest request = full_request();
  for (Message& message : request.messages) message.cache = CacheMark::hour;
  request.tools[0].cache = CacheMark::minutes;
  request.options.cached_answers = CachedAnswers::refresh;
  EXPECT_EQ(canonical(request), same);
}

/// Writes a value with its members in an order of chance, as another program might send it.
std::string shuffled(const json& value, std::mt19937& chance) {
  if (!value.is_structured()) return value.dump();
  std::vector<std::string> parts;
  for (const auto& [key, member] : value.items()) {
    const std::string text = shuffled(member, chance);
    parts.push_back(value.is_object() ? json(key).dump() + " : " + text : text);
  }
  if (value.is_object()) std::shuffle(parts.begin(), parts.end(), chance);
  std::string out(1, value.is_object() ? '{' : '[');
  for (const std::string& part : parts) out += (out.size() > 1 ? ", " : "") + part;
  return out + (value.is_object() ? '}' : ']');
}

json random_json(std::mt19937& chance, int depth) {
  const auto kind = chance() % (depth > 3 ? 3 : 5);
  if (kind == 0) return static_cast<int>(chance() % 100);
  if (kind == 1) return std::string(chance() % 4, static_cast<char>('a' + chance() % 26));
  if (kind == 2) return chance() % 2 == 0;
  json whole = kind == 3 ? json::object() : json::array();
  for (std::size_t i = chance() % 5; i > 0; --i) {
    json member = random_json(chance, depth + 1);
    if (kind == 3) {
      whole["m" + std::to_string(chance() % 20)] = std::move(member);
    } else {
      whole.push_back(std::move(member));
    }
  }
  return whole;
}

TEST(CacheKey, TheOrderOfMembersDoesNotMatter) {
  std::mt19937 chance(20261128);  // NOLINT: the same run each time
  for (int round = 0; round < 2'000; ++round) {
    const json parameters = {{"type", "object"}, {"properties", random_json(chance, 0)}};
    const json extra = {{"x", random_json(chance, 0)}, {"y", random_json(chance, 0)}};
    const auto request = [&](const std::string& schema, const std::string& more) {
      ChatRequest made = testing::ask("a");
      made.tools = {{.name = "t", .parameters = Json::parse(schema)}};
      made.options.extra = Json::parse(more);
      return canonical(made).value();
    };
    const std::string key = request(parameters.dump(), extra.dump());
    ASSERT_EQ(request(shuffled(parameters, chance), shuffled(extra, chance)), key) << extra.dump();
    json other = extra;
    other["z"] = 1;
    ASSERT_NE(request(parameters.dump(), other.dump()), key);
  }
}

TEST(CacheKey, NeighbouringPartsCannotRunIntoEachOther) {
  EXPECT_NE(digest_of({"ab", "c"}), digest_of({"a", "bc"}));
  EXPECT_NE(digest_of({"ab"}), digest_of({"ab", ""}));
  EXPECT_NE(digest_of({"1:a"}), digest_of({"1", "a"}));
  EXPECT_EQ(digest_of({"a"}).size(), 64U);
}

TEST(CacheKey, ScopesOfDifferentTenantsDiffer) {
  const auto scope = [](std::string own, Principal principal) {
    return cache_scope({.tenant = std::move(own)}, false, Context().with_principal(std::move(principal)));
  };
  const std::set<std::string> all = {scope("a", {}), scope("", {"", "a"}), scope("", {"a", ""}),
                                     scope("a", {"", "b"}), scope("b", {"", "a"}), scope("ab", {}), scope("", {})};
  EXPECT_EQ(all.size(), 7U);
}

TEST(CacheKey, TextThatIsNotUtf8HasNoKey) { EXPECT_EQ(canonical(testing::ask("\xc3")), std::nullopt); }

/// Another address of the same model.
class Addressed : public testing::CountingModel {
 public:
  explicit Addressed(std::string address) : address_(std::move(address)) {}
  [[nodiscard]] std::string explain(const ChatRequest&) const override { return "POST " + address_; }

 private:
  std::string address_;
};

class CacheKeys : public testing::CacheTest {};

TEST_F(CacheKeys, AnotherAddressIsAnotherModel) {
  const Model here = cached(Model(std::make_shared<Addressed>("http://a")), store_);
  const Model there = cached(Model(std::make_shared<Addressed>("http://b")), store_);
  static_cast<void>(complete(here, testing::ask("a")));
  EXPECT_FALSE(complete(there, testing::ask("a")).from_cache);
  EXPECT_TRUE(complete(here, testing::ask("a")).from_cache);
}

}  // namespace
}  // namespace baton
