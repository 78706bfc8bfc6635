#include "prompt/template_generator.hpp"

namespace baton::testing {

std::string TemplateGenerator::source() { return block(3); }

std::string TemplateGenerator::word() {
  static const std::vector<std::string> words = {"alpha",
                                                 "Beta",
                                                 "GAMMA delta",
                                                 "it's",
                                                 "say \"hi\"",
                                                 "both ' and \"",
                                                 "{{ x }}",
                                                 "{% if %}",
                                                 "<b>&amp;</b>",
                                                 "",
                                                 " pad ",
                                                 "line\nbreak",
                                                 "tab\there",
                                                 "über Straße",
                                                 "日本語",
                                                 "🙂 ok",
                                                 "ÀÉÎ ñ",
                                                 "back\\slash",
                                                 "42",
                                                 "-7",
                                                 "3.75",
                                                 "1e3",
                                                 "0x1F",
                                                 " 12 ",
                                                 "a-b (c) [d]",
                                                 "ﬁne ǆ",
                                                 "zero\u200bwidth",
                                                 "a,b,c",
                                                 "\r\n",
                                                 "x\u00a0y",
                                                 "ends.\n",
                                                 "foo bar baz qux quux",
                                                 "İstanbul",
                                                 "non\u2028sep"};
  return pick(words);
}

nlohmann::json TemplateGenerator::scalar() {
  switch (below(7)) {
    case 0:
      return static_cast<int>(below(101)) - 50;
    case 1:
      return nullptr;
    case 2:
      return chance(50);
    case 3: {
      static const double values[] = {0.5,   -2.25, 1e16, 1e-5, 123456.789, 0.1,
                                      2.675, -0.0,  3.0,  1e22, 5e-324,     99.995};
      return values[below(std::size(values))];
    }
    default:
      return word();
  }
}

nlohmann::json TemplateGenerator::variables() {
  using nlohmann::json;
  json v;
  v["n"] = static_cast<int>(below(41)) - 20;
  v["m"] = static_cast<int>(below(9)) - 4;
  v["big"] = std::int64_t{9007199254740993} + static_cast<std::int64_t>(below(3));
  v["f"] = json::array({0.5, 2.5, -1.75, 10.0, 1e16, 0.1, 1e-7})[below(7)];
  v["s"] = word();
  v["t"] = word() + " " + word();
  v["flag"] = chance(50);
  v["nothing"] = nullptr;
  v["empty"] = json::array();
  v["numbers"] = json::array();
  for (std::size_t i = below(6); i > 0; --i)
    v["numbers"].push_back(static_cast<int>(below(21)) - 10);
  v["words"] = json::array();
  for (std::size_t i = below(6); i > 0; --i) v["words"].push_back(word());
  v["mixed"] = json::array();
  for (std::size_t i = below(5); i > 0; --i) v["mixed"].push_back(scalar());
  v["user"] = {{"name", word()},
               {"age", below(90)},
               {"tags", v["words"]},
               {"home", {{"city", word()}, {"zip", scalar()}}}};
  v["people"] = json::array();
  for (std::size_t i = below(5); i > 0; --i) {
    json person = {{"name", word()}, {"age", below(50)}, {"active", chance(50)}};
    if (chance(60)) person["city"] = pick({"Oslo", "oslo", "Rome"});
    v["people"].push_back(std::move(person));
  }
  return v;
}

std::string TemplateGenerator::expression(Kind kind, int depth) {
  if (chance(4)) return any(depth);  // a type that does not fit, now and then
  switch (kind) {
    case Kind::number:
      return number(depth);
    case Kind::text:
      return text(depth);
    case Kind::list:
      return list(depth);
    case Kind::boolean:
      return boolean(depth);
    case Kind::dict:
      return dict(depth);
  }
  return {};
}

std::string TemplateGenerator::any(int depth) {
  switch (below(9)) {
    case 0:
    case 1:
      return number(depth);
    case 2:
    case 3:
    case 4:
      return text(depth);
    case 5:
      return list(depth);
    case 6:
      return boolean(depth);
    case 7:
      return dict(depth);
    default:
      return pick({"nothing", "none", "missing", "user.missing", "mixed[1]", "x", "y", "mixed",
                   "numbers[9]"});
  }
}

std::string TemplateGenerator::number(int depth) {
  if (depth <= 0 || chance(25)) {
    return pick({"n",           "m",          "f",    "big",      "0",           "1",
                 "2",           "7",          "-3",   "2.5",      "1e2",         "0.1",
                 "1_000",       "0x1f",       "true", "user.age", "user['age']", "numbers[0]",
                 "numbers[-1]", "loop.index", "10",   "100",      "3.0"});
  }
  return below(14) < 8 ? arithmetic(depth) : filtered_number(depth);
}

std::string TemplateGenerator::arithmetic(int depth) {
  const auto a = expression(Kind::number, depth - 1);
  const auto b = expression(Kind::number, depth - 1);
  switch (below(8)) {
    case 0:
      return a + pick({" + ", " - ", "+", "-"}) + b;
    case 1:
      return "(" + a + pick({" * ", "*"}) + b + ")";
    case 2:
      return a + " / " + b;
    case 3:
      return a + " // " + b;
    case 4:
      return a + " % " + b;
    case 5:
      return a + " ** " + pick({"0", "1", "2", "-1"});
    case 6:
      return "-" + a;
    default:
      return "(" + a + " if " + boolean(depth - 1) + " else " + b + ")";
  }
}

std::string TemplateGenerator::filtered_number(int depth) {
  switch (below(6)) {
    case 0:
      return "(" + expression(Kind::number, depth - 1) + ")|" +
             pick({"abs", "int", "float", "round", "round(1)", "round(2, 'floor')",
                   "round(1,'ceil')", "round(method='ceil')"});
    case 1:
      return text(depth - 1) + "|" +
             pick({"length", "int", "float", "wordcount", "int(3)", "int(base=16)", "float(1.5)",
                   "count"});
    case 2:
      return list(depth - 1) + "|length";
    case 3:
      return lazy(depth - 1) + "|sum";
    case 4:
      return "numbers|" + pick({"sum", "min", "max", "first", "last", "sum(start=5)"});
    default:
      return "people|" + pick({"sum(attribute='age')", "sum('age')"});
  }
}

std::string TemplateGenerator::text(int depth) {
  if (depth <= 0 || chance(25)) {
    return pick({"s", "t", "user.name", "user['name']", "'lit'", "\"it's\"", "'a\\nb'",
                 "'\\u00e9\\x41\\t'", "words[0]", "''", "user.home.city", "'tw' 'o'",
                 "people[0].name", "'{{ no }}'", "'%}'", "user.tags[1]", "s[0]", "t[-1]"});
  }
  const std::size_t kind = below(16);
  return kind < 5 ? text_operation(depth) : kind < 10 ? filtered_text(depth) : text_of_values(depth);
}

std::string TemplateGenerator::text_operation(int depth) {
  const auto a = expression(Kind::text, depth - 1);
  switch (below(5)) {
    case 0:
      return a + " ~ " + any(depth - 1);
    case 1:
      return "(" + a + " + " + expression(Kind::text, depth - 1) + ")";
    case 2:
      return "(" + a + ")[" + pick({"1:", ":-1", "::2", "::-1", "1:4", "-3:", "5:1:-2"}) + "]";
    case 3:
      return "(" + a + " if " + boolean(depth - 1) +
             pick({" else " + text(depth - 1), std::string()}) + ")";
    default:
      return "(" + a + ") * " + pick({"0", "1", "2", "3", "-1"});
  }
}

std::string TemplateGenerator::filtered_text(int depth) {
  const auto a = expression(Kind::text, depth - 1);
  switch (below(5)) {
    case 0:
      return "(" + a + ")|" +
             pick({"upper", "lower", "title", "capitalize", "trim", "string", "reverse", "escape",
                   "e"});
    case 1:
      return "(" + a + ")|replace(" + text(0) + ", " + text(0) +
             pick({")", ", 1)", ", 2)", ", 0)"});
    case 2:
      return "(" + a + ")|truncate(" +
             pick({"5", "8, true", "6, false, '…'", "7, leeway=0", "9, True, '', 1"}) + ")";
    case 3:
      return "(" + a + ")|indent" +
             pick({"", "(2)", "(2, true)", "(1, false, true)", "('> ', true)"});
    default:
      return "(" + a + ")|trim(" + pick({"' '", "'a'", "'.\\n'", "none"}) + ")";
  }
}

std::string TemplateGenerator::text_of_values(int depth) {
  switch (below(6)) {
    case 0:
      return list(depth - 1) + "|join" + pick({"", "(', ')", "('-')", "(d=' / ')"});
    case 1:
      return any(depth - 1) + "|tojson" + pick({"", "", "(2)", "(indent=0)"});
    case 2:
      return any(depth - 1) + "|string";
    case 3:
      return pick({"missing", "user.missing", "s", "nothing", "''", "empty|first"}) + "|" +
             pick({"default", "d"}) + "(" + text(depth - 1) +
             pick({")", ", true)", ", false)", ", boolean=true)"});
    case 4:
      return lazy(depth - 1) + "|join('" + pick({"", ",", " "}) + "')";
    default:
      return "people|" + pick({"map(attribute='name')", "map(attribute='city', default='?')"}) +
             "|join(', ')";
  }
}

std::string TemplateGenerator::lazy(int depth) {
  const auto a = list(depth);
  switch (below(9)) {
    case 0:
      return "numbers|map('" + pick({"abs", "string", "float"}) + "')";
    case 1:
      return "words|map('" + pick({"upper", "length", "trim", "replace', 'a', 'b"}) + "')";
    case 2:
      return "numbers|" + pick({"select", "reject"}) + "('" +
             pick({"odd", "even", "gt', 2", "divisibleby', 3"}) + "'";
    case 3:
      return a + "|" + pick({"select", "reject"});
    case 4:
      return a + "|unique";
    case 5:
      return a + "|reverse";
    case 6:
      return "people|" + pick({"selectattr", "rejectattr"}) + "('active')|map(attribute='name')";
    case 7:
      return "people|selectattr('age', 'gt', 20)|map(attribute='" + pick({"age", "name", "city"}) +
             "')";
    default:
      return a + "|map('" + pick({"string", "upper", "int", "default', 'x"}) + "')";
  }
}

std::string TemplateGenerator::list(int depth) {
  if (depth <= 0 || chance(25)) {
    return pick({"numbers", "words", "mixed", "empty", "user.tags", "[1, 2, 3]", "['b', 'A', 'c']",
                 "[]", "(1, 'x')", "(2,)", "[1.5, none, true]"});
  }
  const auto a = expression(Kind::list, depth - 1);
  switch (below(12)) {
    case 0:
      return "[" + any(depth - 1) + ", " + any(depth - 1) + "]";
    case 1:
      return "(" + a + " + " + list(depth - 1) + ")";
    case 2:
      return a + "|sort" + pick({"", "(true)", "(case_sensitive=true)", "(reverse=true)"});
    case 3:
      return lazy(depth - 1) + "|list";
    case 4:
      return "(" + a + ")[" + pick({"1:", ":2", "::-1", "-2:", "0:10:3"}) + "]";
    case 5:
      return "people|sort(attribute='" + pick({"age", "name", "age,name", "city"}) +
             "')|map(attribute='name')|list";
    case 6:
      return dict(depth - 1) + "|" +
             pick({"dictsort", "dictsort(true)", "dictsort(by='value')", "items|list", "list"});
    case 7:
      return text(depth - 1) + "|list";
    case 8:
      return "(" + a + " or " + list(depth - 1) + ")";
    case 9:
      return a + " * " + pick({"0", "1", "2"});
    case 10:
      return "(" + any(depth - 1) + ", " + any(depth - 1) + ")";
    default:
      return "(" + a + " if " + boolean(depth - 1) + " else " + list(depth - 1) + ")";
  }
}

std::string TemplateGenerator::dict(int depth) {
  if (depth <= 0 || chance(40))
    return pick(
        {"user", "user.home", "{'k': 1, 'b': 'two'}", "{}", "{'B': 2, 'a': 1}", "people[0]"});
  return "{'" + pick({"one", "Two"}) + "': " + any(depth - 1) + ", " +
         pick({"'three'", "4", "none", "s", "1.0", "true"}) + ": " + any(depth - 1) + "}";
}

std::string TemplateGenerator::test(int depth) {
  switch (below(6)) {
    case 0:
      return pick({"missing", "user.missing", "s", "x", "nothing", "numbers[0]", "loop"}) + " is " +
             pick({"defined", "undefined", "not defined"});
    case 1:
      return any(depth) + " is " +
             pick({"none", "string", "number", "integer", "float", "boolean", "mapping", "sequence",
                   "not none", "true", "false"});
    case 2:
      return number(0) + " is " +
             pick({"odd", "even", "divisibleby 3", "divisibleby(2)", "gt 2", "in [1, 2]", "eq 1",
                   "ne(0)"});
    case 3:
      return list(depth) + " is " + pick({"iterable", "sequence", "string"});
    case 4:
      return text(0) + " is " + pick({"in words", "eq 'lit'", "string", "not in user"});
    default:
      return any(depth) + " is " + pick({"iterable", "sameas_not", "defined"});
  }
}

std::string TemplateGenerator::boolean(int depth) {
  if (depth <= 0 || chance(20)) {
    return pick({"flag", "true", "false", "user.age > 30", "n < m", "not flag", "words",
                 "loop.first", "n", "s", "empty"});
  }
  switch (below(10)) {
    case 0:
      return boolean(depth - 1) + pick({" and ", " or "}) + boolean(depth - 1);
    case 1:
      return "not " + boolean(depth - 1);
    case 2:
      return number(depth - 1) + pick({" < ", " <= ", " > ", " >= ", " == ", " != "}) +
             number(depth - 1);
    case 3:
      return text(depth - 1) + pick({" == ", " != ", " < ", " >= "}) + text(depth - 1);
    case 4:
      return any(depth - 1) + pick({" == ", " != "}) + any(depth - 1);
    case 5:
      return any(depth - 1) + pick({" in ", " not in "}) + list(depth - 1);
    case 6:
      return text(depth - 1) + pick({" in ", " not in "}) + text(depth - 1);
    case 7:
      return number(0) + " < " + number(0) + " <= " + number(0);
    case 8:
      return list(depth - 1) + pick({" == ", " < ", " != "}) + list(depth - 1);
    default:
      return test(depth - 1);
  }
}

}  // namespace baton::testing
