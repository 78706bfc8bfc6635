#include "provider/translations/differences.hpp"

#include <gtest/gtest.h>

namespace baton::test {
namespace {

using nlohmann::json;

Compared compared(const char* ours, const char* theirs, const char* known) {
  std::vector<Difference> differences;
  for (json entry : json::parse(known)) {
    entry["reason"] = entry["source"] = "made up";
    differences.push_back(difference_from(entry));
  }
  return compare(json::parse(ours), json::parse(theirs), differences);
}

TEST(Differences, AreNamedWhereNobodyKnowsThem) {
  const Compared found = compared(R"({"a":[{"b":1,"c":2},3]})", R"({"a":[{"b":2,"d":4},3],"e":5})", "[]");
  EXPECT_EQ(found.unexplained, (std::vector<std::string>{R"({"ours":1,"path":"/a/0/b","theirs":2})", R"({"ours":2,"path":"/a/0/c"})",
                                                         R"({"path":"/a/0/d","theirs":4})", R"({"path":"/e","theirs":5})"}));
  EXPECT_EQ(compared("[1]", "[1,2]", "[]").unexplained, (std::vector<std::string>{R"({"ours":[1],"path":"","theirs":[1,2]})"}));
}

TEST(Differences, AreCountedWhereTheyAreKnown) {
  const Compared found = compared(R"([{"b":1},{"b":1},{}])", R"([{"b":2},{"b":2},{"c":"x7"}])",
                                  R"([{"path":"/*/b","ours":1,"theirs":2},{"path":"/2/c","theirs":"*"},{"path":"/2/d","ours":1}])");
  EXPECT_TRUE(found.unexplained.empty());
  EXPECT_EQ(found.found, (std::vector<std::size_t>{2, 1, 0}));
}

TEST(Differences, MustBeExactlyTheKnownOnes) {
  for (const char* known : {R"([{"path":"/b","ours":1,"theirs":3}])", R"([{"path":"/b","theirs":2}])", R"([{"path":"/b/*","ours":1,"theirs":2}])",
                            R"([{"path":"/*/b","ours":1,"theirs":2}])", R"([{"path":"/b","ours":1,"theirs":"*"}])"}) {
    const Compared found = compared(R"({"b":1})", R"({"b":2})", known);
    EXPECT_EQ(found.unexplained.size(), 1U) << known;
    EXPECT_EQ(found.found, std::vector<std::size_t>{0}) << known;
  }
}

TEST(Differences, InNamesLeaveTheValuesToBeCompared) {
  const char* const known = R"([{"path":"","our_name":"toolConfig","their_name":"tool_config"}])";
  const Compared same = compared(R"({"toolConfig":{"a":1}})", R"({"tool_config":{"a":1}})", known);
  EXPECT_TRUE(same.unexplained.empty());
  EXPECT_EQ(same.found, std::vector<std::size_t>{1});
  const Compared other = compared(R"({"toolConfig":{"a":1}})", R"({"tool_config":{"a":2}})", known);
  EXPECT_EQ(other.unexplained, (std::vector<std::string>{R"({"ours":1,"path":"/toolConfig/a","theirs":2})"}));
}

}  // namespace
}  // namespace baton::test
