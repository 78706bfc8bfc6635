#include <baton/observe/spdlog_tracer.hpp>

#include <memory>
#include <sstream>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <baton/core/span.hpp>

namespace baton {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

/// An application's logger under the name the tracer looks for.
class SpdlogTracerTest : public testing::Test {
 protected:
  SpdlogTracerTest() {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
    auto logger = std::make_shared<spdlog::logger>("baton", sink);
    logger->set_pattern("%l %v");
    logger->set_level(spdlog::level::debug);
    spdlog::register_logger(logger);
  }
  ~SpdlogTracerTest() override { spdlog::drop("baton"); }

  std::ostringstream text_;
};

TEST_F(SpdlogTracerTest, WritesALineForEachSpanThatEnds) {
  const auto context = Context{}.with_tracer(std::make_shared<SpdlogTracer>());
  {
    Span outer(SpanKind::step, "rag", context);
    Span inner(SpanKind::model, "chat {}", outer.context());
    inner.set("tokens", std::int64_t{31});
  }
  EXPECT_THAT(text_.str(), MatchesRegex("debug #2<1 model chat \\{\\} [0-9.]+ .?.s tokens=31\n"
                                        "debug #1 rag [0-9.]+ .?.s\n"));
}

TEST_F(SpdlogTracerTest, WritesFailuresAsWarningsOnOneLine) {
  const auto context = Context{}.with_tracer(std::make_shared<SpdlogTracer>());
  Span span(SpanKind::http, "GET\nwarning forged", context);
  span.fail(Error(ErrorCode::connection_failed, "refused\r\n"));
  EXPECT_THAT(text_.str(), HasSubstr("warning #1 http GET\\nwarning forged"));
  EXPECT_THAT(text_.str(), HasSubstr("failed: refused\\x0d\\n [connection_failed]\n"));
}

TEST_F(SpdlogTracerTest, TheLevelDecides) {
  const auto context =
      Context{}.with_tracer(std::make_shared<SpdlogTracer>(SpdlogTracerOptions{.level = SpdlogTracerOptions::Level::trace}));
  { const Span quiet(SpanKind::step, "quiet", context); }
  EXPECT_EQ(text_.str(), "");
}

TEST_F(SpdlogTracerTest, KeepsToItsBound) {
  SpdlogTracer tracer({.max_open = 1});
  const auto first = tracer.begin(SpanKind::step, "first", 0);
  const auto second = tracer.begin(SpanKind::step, "second", 0);
  tracer.attribute(second, "key", true);
  tracer.end(second, nullptr);
  tracer.end(first, nullptr);
  tracer.end(first, nullptr);
  EXPECT_THAT(text_.str(), Not(HasSubstr("second")));
  EXPECT_THAT(text_.str(), MatchesRegex("debug #1 first [^\n]*\n"));
}

TEST_F(SpdlogTracerTest, ThreadsMayShareIt) {
  const auto context = Context{}.with_tracer(std::make_shared<SpdlogTracer>());
  const auto work = [&] {
    for (int i = 0; i < 200; ++i) {
      Span span(SpanKind::step, "work", context);
      span.set("i", std::int64_t{i});
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  }
  const auto text = text_.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 800);
}

}  // namespace
}  // namespace baton
