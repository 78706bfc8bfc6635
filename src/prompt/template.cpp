#include <baton/prompt/template.hpp>

#include <utility>

#include "prompt/ast.hpp"
#include "prompt/renderer.hpp"
#include "prompt/template_parser.hpp"

namespace baton::inline v0 {

Template::Template(std::shared_ptr<const jinja::ParsedTemplate> parsed,
                   std::shared_ptr<const jinja::TemplateSource> includes) noexcept
    : parsed_(std::move(parsed)), includes_(std::move(includes)) {}

Template Template::parse(std::string_view source, TemplateOptions options) {
  return {jinja::parse_template(source, std::move(options)), nullptr};
}

std::string Template::render(const Variables& variables) const {
  return jinja::render(*parsed_, variables.json().ref(), includes_.get());
}

std::vector<std::string> Template::variables() const {
  return jinja::free_variables(*parsed_, includes_.get());
}

const std::string& Template::source() const noexcept { return parsed_->source; }
const std::string& Template::name() const noexcept { return parsed_->options.name; }

}  // namespace baton::inline v0
