#include <baton/observe/span_record.hpp>

#include <algorithm>

#include <gtest/gtest.h>

namespace baton {
namespace {

using namespace std::chrono_literals;

SpanRecord span(SpanId id, SpanId parent, SpanKind kind, std::string name) {
  SpanRecord record;
  record.id = id;
  record.parent = parent;
  record.kind = kind;
  record.name = std::move(name);
  record.duration = 1500us * static_cast<int>(id);
  record.running = false;
  return record;
}

TEST(SpanTree, ReadsLikeATree) {
  std::vector<SpanRecord> spans{span(1, 0, SpanKind::step, "rag"), span(2, 1, SpanKind::retrieval, "hybrid"),
                                span(3, 1, SpanKind::model, "chat"), span(4, 3, SpanKind::http, "POST host"),
                                span(5, 0, SpanKind::step, "next")};
  spans[1].attributes.emplace_back("items", std::int64_t{4});
  spans[3].error = Error(ErrorCode::overloaded, "try later\nforged line");
  spans[4].running = true;
  EXPECT_EQ(tree(spans),
            "rag                     1.5 ms\n"
            "├─ retrieval hybrid     3.0 ms  items=4\n"
            "└─ model chat           4.5 ms\n"
            "   └─ http POST host    6.0 ms  failed: try later\\nforged line [overloaded]\n"
            "next                   running\n");
}

TEST(SpanTree, AnUnknownParentMakesARoot) {
  const std::vector<SpanRecord> spans{span(7, 3, SpanKind::step, "orphan"), span(8, 8, SpanKind::step, "own")};
  EXPECT_EQ(tree(spans), "orphan   10.5 ms\nown      12.0 ms\n");
}

TEST(SpanTree, NothingIsNothing) { EXPECT_EQ(tree({}), ""); }

TEST(SpanTree, DepthCostsNoStack) {
  std::vector<SpanRecord> spans;
  for (SpanId id = 1; id <= 3000; ++id) spans.push_back(span(id, id - 1, SpanKind::step, "s"));
  const auto text = tree(spans);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3000);
}

TEST(SpanRecord, FindsAnAttribute) {
  auto record = span(1, 0, SpanKind::step, "x");
  record.attributes.emplace_back("a", true);
  ASSERT_NE(record.find("a"), nullptr);
  EXPECT_EQ(std::get<bool>(*record.find("a")), true);
  EXPECT_EQ(record.find("b"), nullptr);
}

TEST(SpanKind, HasNames) {
  EXPECT_EQ(to_string(SpanKind::embedding), "embedding");
  EXPECT_EQ(to_string(SpanKind::tool), "tool");
}

}  // namespace
}  // namespace baton
