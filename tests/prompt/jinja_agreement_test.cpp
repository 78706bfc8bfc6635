#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/prompt/library.hpp>

#include "prompt/template_generator.hpp"
#include "support/temp_folder.hpp"

namespace baton {
namespace {

constexpr std::size_t case_count = 6000;

struct Case {
  nlohmann::json request;
  nlohmann::json answer;  // Jinja2's
};

std::string find_python() {
  for (const std::string python : {"python3", "/usr/bin/python3"}) {
    const std::string command = python + " -c 'import jinja2' >/dev/null 2>&1";
    if (std::system(command.c_str()) == 0) return python;
  }
  return {};
}

struct ClosePipe {
  void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};

std::string read_all(std::FILE* pipe) {
  std::string out;
  char buffer[65536];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe))
    out.append(buffer, got);
  return out;
}

/// One Python process answers all cases.
void ask_jinja(const std::string& python, std::vector<Case>& cases) {
  const test::TempFolder folder;
  const auto file = folder / "requests.jsonl";
  {
    std::ofstream out(file);
    for (const auto& each : cases) out << each.request.dump() << '\n';
  }
  const std::string command =
      python + " '" BATON_PROMPT_TESTS "/jinja_oracle.py' < '" + file.string() + "'";
  const std::unique_ptr<std::FILE, ClosePipe> pipe(::popen(command.c_str(), "r"));
  ASSERT_TRUE(pipe);
  const std::string answers = read_all(pipe.get());
  std::size_t begin = 0;
  for (auto& each : cases) {
    const std::size_t end = answers.find('\n', begin);
    ASSERT_NE(end, std::string::npos) << "the oracle stopped early";
    each.answer = nlohmann::json::parse(answers.substr(begin, end - begin));
    begin = end + 1;
  }
}

nlohmann::json render(const nlohmann::json& request) {
  try {
    TemplateLibrary library(
        {.trim_blocks = request.value("trim_blocks", false),
         .lstrip_blocks = request.value("lstrip_blocks", false),
         .keep_trailing_newline = request.value("keep_trailing_newline", false)});
    for (const auto& [name, source] : request["includes"].items())
      library.add(name, source.get<std::string>());
    library.add("main", request["source"].get<std::string>());
    return {{"text", library.get("main").render(Json(request["variables"]))}};
  } catch (const Error& error) {
    return {{"error", error.message()}, {"code", to_string(error.code())}};
  }
}

/// What the language refuses by design although Jinja2 goes on: docs/prompt.md lists it.
bool refused_by_design(const nlohmann::json& ours) {
  if (ours["code"] == "limit_exceeded") return true;  // integers beyond 64 bits
  const auto message = ours["error"].get<std::string>();
  for (const std::string_view reason :
       {"lazy sequence", "\"nan\"", "escaped text cannot", "escaped string",
        "an inline 'if' without 'else'", "inside a list or dict cannot be printed",
        "unknown test", "cannot take a slice of", "filter 'truncate' needs a string"}) {
    if (message.find(reason) != std::string::npos) return true;
  }
  return false;
}

const nlohmann::json includes = {{"part", "[{{ s }}|{{ n }}{% set s = 'inner' %}|{{ s }}]"},
                                 {"loop",
                                  "{% for x in numbers %}{{ loop.index }}:{{ x }} {% endfor %}{% "
                                  "if y is defined %}{{ y }}{% endif %}"},
                                 {"plain", "<{{ 1 + 1 }}{% if s is defined %}{{ s }}{% endif %}>"}};

TEST(JinjaAgreement, RandomTemplates) {
  const std::string python = find_python();
  if (python.empty()) GTEST_SKIP() << "python3 with jinja2 is not installed";
  std::vector<Case> cases;
  for (std::size_t i = 0; i < case_count; ++i) {
    testing::TemplateGenerator generator(i);
    nlohmann::json request = {{"source", generator.source()},
                              {"variables", generator.variables()},
                              {"includes", includes}};
    if (i % 4 == 1) request["trim_blocks"] = true;
    if (i % 4 == 2) request["lstrip_blocks"] = true;
    if (i % 4 == 3) request["trim_blocks"] = request["lstrip_blocks"] = true;
    if (i % 8 > 4) request["keep_trailing_newline"] = true;
    cases.push_back({std::move(request), {}});
  }
  ask_jinja(python, cases);
  if (HasFatalFailure()) return;
  std::size_t same = 0, both_fail = 0, refused = 0, different = 0;
  for (const auto& [request, theirs] : cases) {
    const auto ours = render(request);
    if (ours.contains("text") && theirs.contains("text") && ours["text"] == theirs["text"]) {
      ++same;
    } else if (ours.contains("error") && theirs.contains("error")) {
      ++both_fail;
    } else if (ours.contains("error") && refused_by_design(ours)) {
      ++refused;
    } else if (++different <= 10) {
      ADD_FAILURE() << "source:    " << request["source"].dump()
                    << "\nvariables: " << request["variables"].dump()
                    << "\nJinja2:    " << theirs.dump() << "\nbaton:     " << ours.dump();
    }
  }
  std::printf(
      "compared %zu templates with Jinja2: %zu give the same text, %zu fail in both, %zu are "
      "refused by design, "
      "%zu differ\n",
      cases.size(), same, both_fail, refused, different);
  EXPECT_EQ(different, 0U);
  EXPECT_GT(same, case_count / 4);
  EXPECT_LT(refused, case_count / 10);
}

}  // namespace
}  // namespace baton
