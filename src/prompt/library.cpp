#include <baton/prompt/library.hpp>

#include <algorithm>

#include "prompt/callables.hpp"
#include "prompt/library_state.hpp"
#include "prompt/template_parser.hpp"

namespace baton::inline v0 {
namespace jinja {
namespace {

bool is_word(std::string_view text) {
  return !text.empty() && text.front() != '.' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

bool is_name(std::string_view name) {
  for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
       slash = name.find('/')) {
    if (!is_word(name.substr(0, slash))) return false;
    name.remove_prefix(slash + 1);
  }
  return is_word(name);
}

void require_valid(std::string_view name, std::string_view version) {
  if (is_name(name) && (version.empty() || is_word(version))) return;
  throw Error(
      ErrorCode::invalid_argument,
      "'" + std::string(name) + (version.empty() ? "" : "@" + std::string(version)) +
          "' is not a template name: use letters, digits, '_', '-', '.' and '/' between folders");
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view take_part(std::string_view& rest) {
  const auto part = rest.substr(0, rest.find('.'));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return part;
}

int order_parts(std::string_view a, std::string_view b) {
  const bool numbers = all_digits(a) && all_digits(b);
  if (!numbers && all_digits(a) != all_digits(b)) return all_digits(a) ? -1 : 1;
  if (numbers) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  }
  return a.compare(b);
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + (name.empty() ? "\"\"" : name);
  return out;
}

}  // namespace

bool VersionLess::operator()(const std::string& a, const std::string& b) const {
  std::string_view x = a;
  std::string_view y = b;
  while (!x.empty() && !y.empty()) {
    const int result = order_parts(take_part(x), take_part(y));
    if (result != 0) return result < 0;
  }
  if (x.empty() != y.empty()) return x.empty();
  return a < b;  // "01" and "1" are different versions
}

std::pair<std::string, std::string> split_name(std::string_view full) {
  const std::size_t at = full.rfind('@');
  const auto name = full.substr(0, at);
  const auto version = at == std::string_view::npos ? std::string_view{} : full.substr(at + 1);
  require_valid(name, version);
  return {std::string(name), std::string(version)};
}

void LibraryState::add(std::string_view name, std::string_view version, std::string_view source) {
  require_valid(name, version);
  auto& all = templates_[std::string(name)];
  const std::string key(version);
  if (all.contains(key)) {
    throw Error(ErrorCode::already_exists,
                "the library already has template '" + std::string(name) + "'" +
                    (key.empty() ? "" : " version '" + key + "'") + ": give it another version");
  }
  TemplateOptions options = options_;
  options.name = std::string(name) + (key.empty() ? "" : "@" + key);
  all.emplace(key, parse_template(source, std::move(options)));
}

const Versions* LibraryState::versions(std::string_view name) const {
  const auto found = templates_.find(name);
  return found == templates_.end() || found->second.empty() ? nullptr : &found->second;
}

std::shared_ptr<const ParsedTemplate> LibraryState::get(std::string_view name,
                                                        std::string_view version) const {
  require_valid(name, version);
  const auto* all = versions(name);
  if (!all) {
    const auto near = nearest(name, names());
    throw Error(ErrorCode::not_found, "the library has no template '" + std::string(name) + "'" +
                                          (near.empty() ? ": it has " + listed(names())
                                                        : ": did you mean '" + near + "'?"));
  }
  if (version.empty()) return all->rbegin()->second;
  if (const auto found = all->find(std::string(version)); found != all->end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [key, value] : *all) known.push_back(key);
  throw Error(ErrorCode::not_found, "template '" + std::string(name) + "' has no version '" +
                                        std::string(version) + "': it has " + listed(known));
}

std::shared_ptr<const ParsedTemplate> LibraryState::find(const std::string& full) const {
  const auto [name, version] = split_name(full);
  const auto* all = versions(name);
  if (!all) return nullptr;
  if (version.empty()) return all->rbegin()->second;
  const auto found = all->find(version);
  return found == all->end() ? nullptr : found->second;
}

std::vector<std::string> LibraryState::names() const {
  std::vector<std::string> out;
  for (const auto& [name, all] : templates_) out.push_back(name);
  return out;
}

}  // namespace jinja

TemplateLibrary::TemplateLibrary(TemplateOptions options)
    : state_(std::make_shared<const jinja::LibraryState>(std::move(options))) {}

TemplateLibrary TemplateLibrary::load(const std::string& directory, TemplateOptions options) {
  auto state = std::make_shared<jinja::LibraryState>(std::move(options));
  jinja::load_directory(*state, directory);
  TemplateLibrary out;
  out.state_ = std::move(state);
  return out;
}

void TemplateLibrary::add(std::string_view name, std::string_view source,
                          std::string_view version) {
  auto changed = std::make_shared<jinja::LibraryState>(*state_);
  changed->add(name, version, source);
  state_ = std::move(changed);
}

Template TemplateLibrary::get(std::string_view name, std::string_view version) const {
  return {state_->get(name, version), state_};
}

std::vector<std::string> TemplateLibrary::names() const { return state_->names(); }

std::vector<std::string> TemplateLibrary::versions(std::string_view name) const {
  std::vector<std::string> out;
  if (const auto* all = state_->versions(name)) {
    for (const auto& [version, parsed] : *all) out.push_back(version);
  }
  return out;
}

}  // namespace baton::inline v0
