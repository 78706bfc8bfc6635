#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/prompt/variables.hpp>

namespace baton::inline v0 {

namespace jinja {
struct ParsedTemplate;
class TemplateSource;
}  // namespace jinja

/// How a template is read and how much it may do. The defaults are Jinja2's.
struct TemplateOptions {
  std::string name = {};               ///< shown in errors
  bool trim_blocks = false;            ///< the newline behind a `{% … %}` is dropped
  bool lstrip_blocks = false;          ///< blanks before a `{% … %}` alone on its line are dropped
  bool keep_trailing_newline = false;  ///< one newline at the end of the source is kept
  /// `bytes` bounds the source and the output, `items` all loop turns of one rendering, `depth` the
  /// nesting of expressions and blocks, includes counted in.
  Limits limits = {.bytes = std::size_t{16} << 20, .depth = 64};
};

/// A text with variables, loops and conditions in a subset of the Jinja2 language.
///
/// What it renders, Jinja2 3.1 renders the same in a sandboxed environment with `StrictUndefined`;
/// what lies outside of the subset is an error. There are no calls, no imports and no access to
/// anything but the JSON that is passed in, and a value is never parsed again: `{{` inside it stays
/// text. The subset is listed in docs/prompt.md.
///
/// Immutable and thread-safe; copies share the parsed form. Errors name the template, line and
/// column: `parse_error` for the source, `not_found` for an unknown variable or template,
/// `invalid_argument` for operations that do not fit their values, `limit_exceeded`.
///
///     auto greeting = Template::parse("Hello {{ name | title }}!");
///     greeting.render({{"name", "ada"}});   // "Hello Ada!"
class BATON_EXPORT Template {
 public:
  /// Reads UTF-8 text. Includes are resolved only in templates that come from a `TemplateLibrary`.
  [[nodiscard]] static Template parse(std::string_view source, TemplateOptions options = {});

  /// The finished text. Takes pairs of name and value, a JSON object, or a `Record`.
  [[nodiscard]] std::string render(const Variables& variables = {}) const;
  /// Exactly what `render` gives, for reading: nothing is added by the library.
  [[nodiscard]] std::string explain(const Variables& variables = {}) const {
    return render(variables);
  }

  /// A template is a step of a chain: a record goes in, text comes out.
  using baton_step = void;
  using output_type = std::string;
  static constexpr std::string_view step_name() { return "template"; }
  [[nodiscard]] std::string operator()(const Variables& variables) const {
    return render(variables);
  }
  template <class... Fields>
    requires(sizeof...(Fields) > 0 && (detail::is_named<Fields> && ...))
  [[nodiscard]] std::string operator()(Fields... fields) const {
    return render(Variables(std::move(fields)...));
  }

  /// The names the template and what it includes by literal name read but do not set themselves,
  /// sorted. Those under `is defined` or `default(…)` are among them.
  [[nodiscard]] std::vector<std::string> variables() const;
  /// The source as it was given.
  [[nodiscard]] const std::string& source() const noexcept;
  [[nodiscard]] const std::string& name() const noexcept;

 private:
  friend class TemplateLibrary;
  Template(std::shared_ptr<const jinja::ParsedTemplate> parsed,
           std::shared_ptr<const jinja::TemplateSource> includes) noexcept;

  std::shared_ptr<const jinja::ParsedTemplate> parsed_;
  std::shared_ptr<const jinja::TemplateSource> includes_;
};

}  // namespace baton::inline v0
