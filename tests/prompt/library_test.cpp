#include <filesystem>

#include "prompt/rendering.hpp"

#include <baton/prompt/library.hpp>

#include "support/temp_folder.hpp"

namespace baton::testing {
namespace {

namespace fs = std::filesystem;

template <class Work>
Error error_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "nothing was thrown"};
}

TEST(Library, VersionsAreOrderedAsNumbers) {
  TemplateLibrary library;
  for (const char* version : {"2", "10", "1.10", "1.9", "", "draft"})
    library.add("greet", std::string("v") + version, version);
  EXPECT_EQ(library.versions("greet"),
            (std::vector<std::string>{"", "1.9", "1.10", "2", "10", "draft"}));
  EXPECT_EQ(library.get("greet", "1.9").render(), "v1.9");
  EXPECT_EQ(library.get("greet").render(), "vdraft");
}

TEST(Library, UnknownNamesAndVersionsSayWhatThereIs) {
  TemplateLibrary library;
  library.add("greeting", "x", "1");
  EXPECT_THAT(error_of([&] { (void)library.get("greetng"); }).message(),
              ::testing::HasSubstr("did you mean 'greeting'?"));
  EXPECT_THAT(error_of([&] { (void)library.get("greeting", "2"); }).message(),
              ::testing::HasSubstr("it has 1"));
  EXPECT_EQ(error_of([&] { library.add("greeting", "y", "1"); }).code(), ErrorCode::already_exists);
}

TEST(Library, NamesThatCouldLeadAstrayAreRefused) {
  TemplateLibrary library;
  for (const char* name :
       {"", "../x", "/etc/passwd", "a//b", "a/../b", ".hidden", "a\\b", "a b", "a/", "a\nb"}) {
    const auto code = error_of([&] { library.add(name, "x"); }).code();
    EXPECT_EQ(code, ErrorCode::invalid_argument) << name;
    EXPECT_NE(error_of([&] { (void)library.get(name); }).code(), ErrorCode::internal) << name;
  }
}

TEST(Library, IncludesSeeTheVariablesAndLeaveNothingBehind) {
  TemplateLibrary library;
  library.add("part", "{% set x = 'inner' %}{{ x }}{{ who }}");
  library.add("main",
              "{% set x = 'outer' %}{% for who in 'ab' %}{% include 'part' %}{{ x }} {% endfor %}");
  library.add("alone", "{% include 'part' without context %}");
  library.add(
      "choice",
      "{% include ['none', 'part@1'] ignore missing %}|{% include 'gone' ignore missing %}");
  EXPECT_EQ(library.get("main").render(), "inneraouter innerbouter ");
  EXPECT_EQ(error_of([&] { (void)library.get("alone").render({{"who", "x"}}); }).code(),
            ErrorCode::not_found);
  EXPECT_EQ(library.get("choice").render(), "|");
  EXPECT_EQ(library.get("main").variables(), std::vector<std::string>{});
}

TEST(Library, CyclesOfIncludesAreStopped) {
  TemplateLibrary library;
  library.add("a", "{% include 'b' %}");
  library.add("b", "{% if true %}{% include 'a' %}{% endif %}");
  const auto error = error_of([&] { (void)library.get("a").render(); });
  EXPECT_EQ(error.code(), ErrorCode::limit_exceeded);
  EXPECT_THAT(error.message(), ::testing::HasSubstr("cycle"));
  EXPECT_TRUE(library.get("a").variables().empty());
}

TEST(Library, IncludeCannotLeaveTheLibrary) {
  TemplateLibrary library;
  library.add("main", "{% include name %}");
  for (const char* name : {"../../etc/passwd", "/etc/passwd"}) {
    EXPECT_EQ(error_of([&] { (void)library.get("main").render({{"name", name}}); }).code(),
              ErrorCode::invalid_argument);
  }
  EXPECT_EQ(error_of([&] { (void)library.get("main").render({{"name", "passwd"}}); }).code(),
            ErrorCode::not_found);
  EXPECT_THAT(failure("{% include 'x' %}").message(), ::testing::HasSubstr("TemplateLibrary"));
}

TEST(Library, CopiesAreIndependent) {
  TemplateLibrary first;
  first.add("a", "{% include 'b' ignore missing %}");
  const auto taken = first.get("a");
  TemplateLibrary second = first;
  second.add("b", "b");
  EXPECT_EQ(second.get("a").render(), "b");
  EXPECT_EQ(taken.render(), "");
  EXPECT_EQ(first.names(), std::vector<std::string>{"a"});
}

TEST(LibraryLoader, ReadsAFolder) {
  const test::TempFolder folder;
  folder.write("hello.jinja", "Hello {{ name }}\n");
  folder.write("mail/greet@2.j2", "2 {% include 'hello' %}");
  folder.write("mail/greet@10.j2", "10");
  folder.write("README.md", "{{ not a template");
  folder.write(".hidden.jinja", "{{ not read");
  const auto library = TemplateLibrary::load(folder.path());
  EXPECT_EQ(library.names(), (std::vector<std::string>{"hello", "mail/greet"}));
  EXPECT_EQ(library.get("mail/greet").render(), "10");
  EXPECT_EQ(library.get("mail/greet", "2").render({{"name", "Ada"}}), "2 Hello Ada");
}

TEST(LibraryLoader, RefusesSymbolicLinks) {
  const test::TempFolder folder;
  folder.write("a.jinja", "a");
  fs::create_symlink("/etc/passwd", folder.path() / "b.jinja");
  const auto error = error_of([&] { (void)TemplateLibrary::load(folder.path()); });
  EXPECT_EQ(error.code(), ErrorCode::permission_denied);
  EXPECT_THAT(error.message(), ::testing::HasSubstr("b.jinja"));
  fs::remove(folder.path() / "b.jinja");
  fs::create_directory_symlink("/etc", folder.path() / "etc");
  EXPECT_EQ(error_of([&] { (void)TemplateLibrary::load(folder.path()); }).code(),
            ErrorCode::permission_denied);
}

TEST(LibraryLoader, NamesTheBrokenFile) {
  const test::TempFolder folder;
  folder.write("sub/broken.jinja", "{{ x");
  EXPECT_THAT(error_of([&] { (void)TemplateLibrary::load(folder.path()); }).message(),
              ::testing::HasSubstr("'sub/broken'"));
  EXPECT_EQ(error_of([&] { (void)TemplateLibrary::load(folder.path() / "gone"); }).code(),
            ErrorCode::io_error);
  TemplateOptions small;
  small.limits.bytes = 2;
  EXPECT_EQ(error_of([&] { (void)TemplateLibrary::load(folder.path(), small); }).code(),
            ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton::testing
