// The cache around a model that really waits for a socket.
#include <thread>

#include "cache/cache_fixture.hpp"
#include "support/test_server.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::CacheTest;
using testing::code_of;
using testing::play;
using test::Reply;

std::string piece(const std::string& text) {
  return R"({"id":"1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":")" +
         text + R"("},"finish_reason":null}]})";
}
const char* const last_piece =
    R"({"id":"1","object":"chat.completion.chunk","model":"m",)"
    R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

Reply hello() { return Reply::sse({piece("Hel"), piece("lo"), last_piece, "[DONE]"}); }

class CachedHttp : public CacheTest {
 protected:
  [[nodiscard]] Model chat() {
    return cached(model("openai-compatible/m", {.base_url = server_.url("/v1")}), store_);
  }

  test::TestServer server_;
};

TEST_F(CachedHttp, ManyThreadsSendOneRequest) {
  server_.push(hello().after(std::chrono::milliseconds(30)));
  const Model shared = chat();
  std::vector<std::thread> callers;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      const auto played = stream(shared, ask("a"));
      if (played.pieces == "Hel|lo|" && played.end) ++right;
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(right, 8);
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_F(CachedHttp, CancellingTheOnlyCallerReachesTheSocket) {
  server_.push(Reply::hang_forever());
  std::stop_source stop;
  std::thread canceller([&] {
    EXPECT_TRUE(server_.wait_for_requests(1));
    stop.request_stop();
  });
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(chat(), ask("a"), context().with_stop(stop.get_token()))); }),
            ErrorCode::cancelled);
  canceller.join();
  EXPECT_TRUE(server_.wait_for_gone(1));
}

TEST_F(CachedHttp, DroppingAStreamReachesTheSocket) {
  server_.push(Reply::sse({piece("Hel"), piece("lo"), last_piece}).cut(400).hang());
  {
    auto events = chat().stream(ask("a"), context());
    const auto pull = [](Stream<ChatEvent>& from) -> Task<bool> { co_return (co_await from.next()).has_value(); };
    EXPECT_TRUE(sync_wait(pull(events), context()));
  }
  EXPECT_TRUE(server_.wait_for_gone(1));
}

TEST_F(CachedHttp, ABrokenStreamIsNotKept) {
  server_.push(Reply::sse({piece("Hel"), piece("lo"), last_piece}).cut(400).reset());
  server_.push(hello());
  const Model model = chat();
  EXPECT_EQ(code_of([&] { static_cast<void>(stream(model, ask("a"))); }), ErrorCode::stream_truncated);
  EXPECT_EQ(stream(model, ask("a")).pieces, "Hel|lo|");
  EXPECT_TRUE(stream(model, ask("a")).end->from_cache);
  EXPECT_EQ(server_.requests().size(), 2U);
}

}  // namespace
}  // namespace baton
