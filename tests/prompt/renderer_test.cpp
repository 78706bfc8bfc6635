#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(Renderer, ValuesAreNeverParsedAgain) {
  EXPECT_EQ(render("{{ v }}", R"({"v": "{{ secret }}{% if %}", "secret": 1})"),
            "{{ secret }}{% if %}");
  EXPECT_EQ(render("{% set x %}{{ v }}{% endset %}{{ x }}", R"({"v": "{{ 7*7 }}"})"), "{{ 7*7 }}");
  EXPECT_EQ(render("{{ v | replace('a', '{{ b }}') }}", R"({"v": "a"})"), "{{ b }}");
}

TEST(Renderer, LoopVariables) {
  EXPECT_EQ(render("{% for x in xs %}{{ loop.index }}/{{ loop.length }}{{ x }}{% if not loop.last "
                   "%}, {% endif %}{% endfor %}",
                   R"({"xs": ["a", "b"]})"),
            "1/2a, 2/2b");
  EXPECT_EQ(render("{% for x in [] %}{% else %}none{% endfor %}"), "none");
  EXPECT_EQ(render("{% for x in [1,2,3,4] if x is even %}{{ loop.revindex }}:{{ x }} {% endfor %}"),
            "2:2 1:4 ");
  EXPECT_EQ(render("{% for k, v in {'a': 1, 'b': 2} | items %}{{ k }}={{ v }};{% endfor %}"),
            "a=1;b=2;");
}

TEST(Renderer, ScopesAreJinjas) {
  EXPECT_EQ(
      render("{% set x = 1 %}{% for i in [1,2] %}{{ x }}{% set x = 5 %}{{ x }}{% endfor %}{{ x }}"),
      "15151");
  EXPECT_EQ(render("{% if true %}{% set y = 3 %}{% endif %}{{ y }}"), "3");
  EXPECT_EQ(render("{% set a, b = [1, 2] %}{{ b }}{{ a }}"), "21");
}

TEST(Renderer, UnknownVariablesAreErrorsThatHelp) {
  expect_failure(
      "a\n{{ nmae }}", ErrorCode::not_found,
      {"line 2, column 4", "unknown variable 'nmae'", "did you mean 'name'?", "age, name"},
      R"({"name": 1, "age": 2})");
  expect_failure("{{ x }}", ErrorCode::not_found, {"no variables were passed"});
  expect_failure("{{ user.nam }}", ErrorCode::not_found, {"no key 'nam'", "there are: name"},
                 R"({"user": {"name": 1}})");
  expect_failure("{% for x in missing %}{% endfor %}", ErrorCode::not_found, {"missing"});
  expect_failure("{% if missing %}{% endif %}", ErrorCode::not_found, {"missing"});
  EXPECT_EQ(render("{{ missing | default('x') }}{{ missing is defined }}"), "xFalse");
}

TEST(Renderer, LoopTurnsAreLimited) {
  TemplateOptions options;
  options.limits.items = 1000;
  const std::string source = "{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}";
  std::string list = "[0";
  for (int i = 0; i < 99; ++i) list += ",0";
  const std::string variables = "{\"x\": " + list + "]}";
  expect_failure(source, ErrorCode::limit_exceeded, {"more than 1000 turns"}, variables, options);
  EXPECT_EQ(render("{% for a in x %}{% endfor %}", variables, options), "");
}

TEST(Renderer, OutputIsLimited) {
  TemplateOptions options;
  options.limits.bytes = 1000;
  expect_failure("{% for a in 'xxxxxxxxxx' %}{{ s }}{% endfor %}", ErrorCode::limit_exceeded,
                 {"1000 bytes"}, "{\"s\": \"" + std::string(200, 'y') + "\"}", options);
  expect_failure("{{ 'abc' * 100000000000 }}", ErrorCode::limit_exceeded, {"repeat less"});
  expect_failure("{% set x = 'aaaaaaaaaa' * 1000000 %}{{ x | replace('a', x) }}",
                 ErrorCode::limit_exceeded, {"limit"});
}

TEST(Renderer, DoublingValuesAreStopped) {
  std::string source = "{% set x = [1] %}";
  for (int i = 0; i < 60; ++i) source += "{% set x = [x, x] %}";
  expect_failure(source + "{{ x }}", ErrorCode::limit_exceeded, {"elements"});
  std::string deep = "{% set x = [1] %}";
  for (int i = 0; i < 200; ++i) deep += "{% set x = [x] %}";
  expect_failure(deep, ErrorCode::limit_exceeded, {"nested deeper"});
}

TEST(Renderer, VariablesListsWhatIsRead) {
  const auto names =
      Template::parse(
          "{% set own = a %}{% for x in b if x > c %}{{ x ~ own ~ loop.index }}{% endfor %}"
          "{{ d.e | default(f) if g is defined }}{{ x }}")
          .variables();
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c", "d", "f", "g", "x"}));
}

}  // namespace
}  // namespace baton::testing
