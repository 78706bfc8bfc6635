#include "prompt/template_generator.hpp"

namespace baton::testing {

std::string TemplateGenerator::open(const char* bracket) {
  return bracket + pick({"", "", "", "-", "+"}) + pick({" ", " ", "\n "});
}
std::string TemplateGenerator::close(const char* bracket) {
  const bool block = bracket[0] == '%';
  return " " + (block ? pick({"", "", "", "-", "+"}) : pick({"", "", "", "-"})) + bracket;
}

std::string TemplateGenerator::data() {
  return pick({"text ", " ", "\n", "  \n  ", "a { b } c", "é\n", "\t", "end.\n\n", "} }", "{ {",
               "\r\n", "#}", "-", "\n    "});
}

std::string TemplateGenerator::block(int depth) {
  std::string out;
  for (std::size_t i = 1 + below(4); i > 0; --i) out += statement(depth);
  return out;
}

std::string TemplateGenerator::condition(int depth) {
  std::string out = tag("if " + boolean(2)) + block(depth - 1);
  if (chance(30)) out += tag("elif " + boolean(1)) + block(depth - 1);
  if (chance(50)) out += tag("else") + block(depth - 1);
  return out + tag("endif");
}

std::string TemplateGenerator::loop(int depth) {
  static const std::vector<std::string> shown = {"index", "index0", "revindex", "revindex0",
                                                 "first", "last",   "length",   "depth"};
  std::string head;
  switch (below(5)) {
    case 0:
      head = "k, v in " + dict(1) + "|" + pick({"items", "dictsort"});
      break;
    case 1:
      head = "p in people";
      break;
    case 2:
      head = "x in " + lazy(1);
      break;
    default:
      head = "x in " + list(2);
  }
  if (chance(25)) head += " if " + boolean(1);
  std::string body = block(depth - 1);
  if (chance(60)) body += open("{{") + "loop." + pick(shown) + close("}}");
  if (chance(50))
    body += "{{ " + pick({"x", "k", "v", "p.name", "p.city", "loop.previtem|default('-')"}) + " }}";
  std::string out = tag("for " + head) + body;
  if (chance(30)) out += tag("else") + block(depth - 1);
  return out + tag("endfor");
}

std::string TemplateGenerator::assignment(int depth) {
  if (chance(25)) return tag("set y") + block(depth - 1) + tag("endset");
  if (chance(20)) return tag("set x, y = " + any(1) + ", " + any(1));
  // Not what is passed in: Jinja2 takes a name read in a loop for undefined when it is set further
  // down.
  return tag("set " + pick({"x", "y"}) + " = " + any(2));
}

std::string TemplateGenerator::statement(int depth) {
  const std::size_t choice = below(depth <= 0 ? 60 : 100);
  if (choice < 25) return data();
  if (choice < 56) return open("{{") + any(3) + close("}}");
  if (choice < 58) return open("{#") + "a {{ comment }}" + close("#}");
  if (choice < 60) return tag("raw") + pick({"{{ raw }}", " {% x %} \n", "plain"}) + tag("endraw");
  if (choice < 74) return condition(depth);
  if (choice < 86) return loop(depth);
  if (choice < 96) return assignment(depth);
  // Within {% set %} Jinja2 3.1 prints what it includes without context past the block, which is
  // its fault.
  if (depth == 3 && chance(20)) return tag("include 'plain' without context");
  return tag("include " +
             pick({"'part'", "'loop'", "['none', 'part']", "'none' ignore missing", "'none'"}));
}

}  // namespace baton::testing
