#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(PythonText, FloatsPrintAsInPython) {
  EXPECT_EQ(
      render("{{ [1e16, 1e15, 0.0001, 0.00001, 0.1, 100.0, 1e22, 123456789.125, -0.0, 5e-324] }}"),
      "[1e+16, 1000000000000000.0, 0.0001, 1e-05, 0.1, 100.0, 1e+22, 123456789.125, -0.0, 5e-324]");
}

TEST(PythonText, StringsInListsAreQuoted) {
  EXPECT_EQ(
      render(R"({{ ["it's", 'say "hi"', 'both \' "', 'tab\t\n\\', '\x7f\u200b\ue000', 'é'] }})"),
      R"(["it's", 'say "hi"', 'both \' "', 'tab\t\n\\', '\x7f\u200b\ue000', 'é'])");
}

TEST(PythonText, JsonIsSafeForHtml) {
  EXPECT_EQ(
      render(R"({{ {'b': "<a href='x'>&", 'a': [1, none, true, 1.5, 'é🙂']} | tojson }})"),
      R"({"a": [1, null, true, 1.5, "\u00e9\ud83d\ude42"], "b": "\u003ca href=\u0027x\u0027\u003e\u0026"})");
  EXPECT_EQ(render("{{ {'a': [1, {}], 'b': []} | tojson(2) }}"),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

}  // namespace
}  // namespace baton::testing
