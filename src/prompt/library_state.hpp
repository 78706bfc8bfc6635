#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "prompt/ast.hpp"

namespace baton::inline v0::jinja {

/// Orders versions: "" < "1" < "1.2" < "1.10" < "2" < "draft".
struct VersionLess {
  bool operator()(const std::string& a, const std::string& b) const;
};

using Versions = std::map<std::string, std::shared_ptr<const ParsedTemplate>, VersionLess>;

/// The templates of a library. Immutable once it is shared.
class LibraryState final : public TemplateSource {
 public:
  explicit LibraryState(TemplateOptions options) : options_(std::move(options)) {}

  /// Parses and adds; throws as `TemplateLibrary::add` does.
  void add(std::string_view name, std::string_view version, std::string_view source);
  /// Throws `not_found`.
  [[nodiscard]] std::shared_ptr<const ParsedTemplate> get(std::string_view name,
                                                          std::string_view version) const;
  [[nodiscard]] const Versions* versions(std::string_view name) const;
  [[nodiscard]] const TemplateOptions& options() const { return options_; }

  [[nodiscard]] std::shared_ptr<const ParsedTemplate> find(const std::string& name) const override;
  [[nodiscard]] std::vector<std::string> names() const override;

 private:
  TemplateOptions options_;
  std::map<std::string, Versions, std::less<>> templates_;
};

/// Splits "mail/greet@2" into name and version. Throws `invalid_argument` when it is no valid name.
[[nodiscard]] std::pair<std::string, std::string> split_name(std::string_view full);

/// Adds all templates below a directory.
void load_directory(LibraryState& state, const std::string& directory);

}  // namespace baton::inline v0::jinja
