#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/eval/report.hpp>

namespace baton {
namespace {

EvalReport report(std::string name, double score) {
  EvalReport out{.name = std::move(name)};
  for (int i = 0; i < 60; ++i) {
    out.rows.push_back({.id = "q" + std::to_string(i), .question = "<script>alert(" + std::to_string(i) + ")</script>",
                        .scores = {{"ndcg@10", score + i / 1000.0}}, .notes = {"a & b"}});
  }
  return out;
}

TEST(HtmlReport, ShowsMeansDifferencesAndTheWorst) {
  const std::vector<EvalReport> reports = {report("before", 0.3), report("after <b>", 0.6)};
  const std::string page = html_report(reports);
  for (const char* part : {"0.330", "0.629", "+0.300", "after &lt;b&gt; against before", "a &amp; b", "<svg", "60 / 0"}) {
    EXPECT_NE(page.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos) << "it loads nothing";
  EXPECT_NE(page.find("<td class=\"\">q0</td>"), std::string::npos);
  EXPECT_EQ(page.find("<td class=\"\">q55</td>"), std::string::npos) << "the fifty worst";
}

TEST(HtmlReport, OneReportIsEnoughAndNoneIsNot) {
  const std::vector<EvalReport> one = {report("only", 0.5)};
  EXPECT_EQ(html_report(one).find("against"), std::string::npos);
  EXPECT_THROW((void)html_report({}), Error);
}

}  // namespace
}  // namespace baton
