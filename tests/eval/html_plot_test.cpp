#include "eval/html_plot.hpp"

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

TEST(HtmlPlot, EscapesText) {
  EXPECT_EQ(escape_html("<a href=\"x\" id='y'>&\x01\n"), "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp; \n");
}

TEST(HtmlPlot, BarsAreAsHighAsTheirValues) {
  const std::vector<BarGroup> groups = {{"<m>", {0.5, 2.0}}};
  const std::string plot = bar_plot(groups);
  EXPECT_NE(plot.find(R"(class="s0")"), std::string::npos);
  EXPECT_NE(plot.find(R"(height="60"><title>&lt;m&gt;: 0.500)"), std::string::npos) << plot;
  EXPECT_NE(plot.find(R"(y="0" width="16" height="120")"), std::string::npos) << "beyond 1 is 1";
}

TEST(HtmlPlot, AHistogramCountsEveryValue) {
  const std::vector<double> values = {0, 0.05, 0.95, 1.0, 1.0};
  const std::string plot = histogram(values);
  EXPECT_NE(plot.find("0.0 to 0.1: 2 questions"), std::string::npos) << plot;
  EXPECT_NE(plot.find("0.9 to 1.0: 3 questions"), std::string::npos);
  EXPECT_NE(histogram({}).find("0.9 to 1.0: 0 questions"), std::string::npos);
}

}  // namespace
}  // namespace baton::detail
