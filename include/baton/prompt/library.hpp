#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/prompt/template.hpp>

namespace baton::inline v0 {

namespace jinja {
class LibraryState;
}  // namespace jinja

/// Named, versioned templates, from a directory or added in code. `{% include "name" %}` finds
/// them.
///
/// A name is segments of letters, digits, `_`, `-` and `.` with `/` between; a file
/// `mail/greet.jinja` (or `.j2`) is the template `mail/greet`, and `mail/greet@2.jinja` its version
/// `2`. Without a version the highest is meant: parts between dots are compared as numbers where
/// they are, and a template without a version comes first of all. An include may name one: `{%
/// include "greet@2" %}`.
///
/// A value: copies share their templates, `add` changes only the copy it is called on, and
/// templates taken out before keep what they saw. Reading from several threads is safe.
///
///     auto library = TemplateLibrary::load("prompts");
///     library.add("signature", "Yours, {{ name }}");
///     library.get("mail/greet", "2").render({{"name", "Ada"}});
class BATON_EXPORT TemplateLibrary {
 public:
  explicit TemplateLibrary(TemplateOptions options = {});

  /// Reads all templates below `directory`; other files and hidden ones are left alone. Symbolic
  /// links below it are refused with `permission_denied`, so nothing outside can be read. Throws
  /// `io_error`, `parse_error` naming the file, and `limit_exceeded` (`items` files of `bytes`
  /// each, `depth` folders).
  [[nodiscard]] static TemplateLibrary load(const std::string& directory, TemplateOptions options = {});

  /// Parses and adds. Throws `already_exists` when name and version are taken.
  void add(std::string_view name, std::string_view source, std::string_view version = {});

  /// The template, able to include the others. Throws `not_found` with what there is.
  [[nodiscard]] Template get(std::string_view name, std::string_view version = {}) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// The versions of a template, lowest first; the one without a version is "".
  [[nodiscard]] std::vector<std::string> versions(std::string_view name) const;

 private:
  std::shared_ptr<const jinja::LibraryState> state_;
};

}  // namespace baton::inline v0
