#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"
#include "provider/responses/responses_request.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json items_of(const std::vector<Message>& messages, bool cache_marks = false) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  const detail::ResponsesInput input{"mine", {}, cache_marks};
  for (const auto& message : messages) detail::append_responses_items(items, input, message);
  return json::parse(detail::to_text(items));
}

ErrorCode code_of(const Message& message) {
  try {
    (void)items_of({message});
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(ResponsesInput, TextIsAStringAndSystemMessagesStayInTheirPlace) {
  EXPECT_EQ(items_of({Message::system("Be brief."), Message::user("Hi"), Message::assistant("Hello"), Message::system("Now in French.")}),
            json::parse(R"([{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
                            {"role":"assistant","content":"Hello"},{"role":"system","content":"Now in French."}])"));
}

TEST(ResponsesInput, ImagesAndFiles) {
  const Message message = Message::user(std::vector<Part>{
      Text{"Look:"}, Image{"https://x/c.png", "", "", "high"}, Image{"", "PNG", "image/png", ""},
      File{"", "file-1", "", ""}, File{"a.pdf", "", "%PDF", "application/pdf"}});
  EXPECT_EQ(items_of({message}), json::parse(R"([{"role":"user","content":[
      {"type":"input_text","text":"Look:"},
      {"type":"input_image","image_url":"https://x/c.png","detail":"high"},
      {"type":"input_image","image_url":"data:image/png;base64,UE5H","detail":"auto"},
      {"type":"input_file","file_id":"file-1"},
      {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}]}])"));
}

TEST(ResponsesInput, CallsAndTheirResultsAreItemsOfTheirOwn) {
  const Message asks{Role::assistant, {Text{"Let me see."}, ToolCall{"c1", "add", "{\"a\":1}"}, ToolCall{"c2", "now", "{}"}}, {}};
  const Message answers{Role::tool, {ToolResult{"c1", "add", "2", false}, ToolResult{"c2", "now", "noon", false}}, {}};
  EXPECT_EQ(items_of({asks, answers}), json::parse(R"([
      {"role":"assistant","content":"Let me see."},
      {"type":"function_call","call_id":"c1","name":"add","arguments":"{\"a\":1}"},
      {"type":"function_call","call_id":"c2","name":"now","arguments":"{}"},
      {"type":"function_call_output","call_id":"c1","output":"2"},
      {"type":"function_call_output","call_id":"c2","output":"noon"}])"));
}

TEST(ResponsesInput, AUserMayAnswerACallAndGoOn) {
  const Message both = Message::user(std::vector<Part>{ToolResult{"c1", "add", "2", false}, Text{"And?"}});
  EXPECT_EQ(items_of({both}), json::parse(R"([{"type":"function_call_output","call_id":"c1","output":"2"},
                                              {"role":"user","content":"And?"}])"));
}

TEST(ResponsesInput, ReasoningGoesBackUnchangedAndInItsPlace) {
  const std::string raw = R"({"id":"rs_1","type":"reasoning","encrypted_content":"xyz","summary":[]})";
  const std::string search = R"({"id":"ws_1","type":"web_search_call","status":"completed"})";
  const Message message{Role::assistant,
                        {Reasoning{"hm", "mine", raw}, Text{"I look."}, Reasoning{"", "mine", search}, ToolCall{"c", "f", "{}"}},
                        {}};
  const json items = items_of({message});
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0], json::parse(raw));
  EXPECT_EQ(items[1]["content"], "I look.");
  EXPECT_EQ(items[2], json::parse(search));
  EXPECT_EQ(items[3]["type"], "function_call");
}

TEST(ResponsesInput, OthersReasoningIsLeftOut) {
  const Message message{Role::assistant,
                        {Reasoning{"hm", "another", "{}"}, Reasoning{"hm", "mine", ""}, Reasoning{"hm", "mine", "no json"}, Text{"Yes"}},
                        {}};
  EXPECT_EQ(items_of({message}), json::parse(R"([{"role":"assistant","content":"Yes"}])"));
}

TEST(ResponsesInput, ReasoningThatOnlyNamesItselfNeedsAVendorThatKeptIt) {
  const std::string raw = R"({"id":"rs_1","type":"reasoning","encrypted_content":null,"summary":[]})";
  const Message message{Role::assistant, {Reasoning{"", "mine", raw}, Text{"Yes"}}, {}};
  EXPECT_EQ(items_of({message}).size(), 1U);
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  detail::append_responses_items(items, {"mine", {}, false, true}, message);
  EXPECT_EQ(items.size(), 2U);
}

TEST(ResponsesInput, ThePhaseOfAMessageGoesBackWithIt) {
  const Message message{Role::assistant,
                        {Reasoning{"", "mine", R"({"type":"message","phase":"commentary"})"}, Text{"I begin."},
                         Reasoning{"", "mine", R"({"type":"message","phase":"final_answer"})"}, Text{"Done."}},
                        {}};
  EXPECT_EQ(items_of({message}), json::parse(R"([{"role":"assistant","content":"I begin.","phase":"commentary"},
                                                 {"role":"assistant","content":"Done.","phase":"final_answer"}])"));
}

TEST(ResponsesInput, CacheMarks) {
  Message handbook = Message::system("Many pages.");
  handbook.cache = CacheMark::hour;
  EXPECT_EQ(items_of({handbook}, true), json::parse(R"([{"role":"system","content":[
      {"type":"input_text","text":"Many pages.","prompt_cache_breakpoint":{"mode":"explicit"}}]}])"));
  EXPECT_EQ(items_of({handbook}, false), json::parse(R"([{"role":"system","content":"Many pages."}])"));
}

TEST(ResponsesInput, RefusesWhatTheProtocolCannotCarry) {
  EXPECT_EQ(code_of({Role::assistant, {Image{"https://x", "", "", ""}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::assistant, {File{"", "f", "", ""}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::assistant, {ToolResult{"c", "f", "x", false}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::user, {Text{"a"}, ToolCall{"c", "f", "{}"}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::tool, {Text{"x"}}, {}}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(Message::user(std::vector<Part>{Image{}})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(Message::user(std::vector<Part>{File{}})), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
