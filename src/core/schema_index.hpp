#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>

#include "pattern.hpp"

namespace baton::inline v0 {

/// A schema walked once: its references resolved, its patterns compiled, its keywords' forms checked.
/// Points into the schema, which must outlive it and stay where it is.
class SchemaIndex {
 public:
  SchemaIndex(const nlohmann::json& schema, const Limits& limits);

  /// Where the `$ref` of this schema object leads.
  [[nodiscard]] const nlohmann::json& target(const nlohmann::json& schema) const {
    return *targets_.at(&schema);
  }
  [[nodiscard]] const Pattern& pattern(const std::string& text) const { return patterns_.at(text); }
  /// Whether keywords beside a `$ref` are ignored, as up to draft 7.
  [[nodiscard]] bool ref_stands_alone() const noexcept { return ref_stands_alone_; }

 private:
  struct Reference {
    const nlohmann::json* schema;
    std::string base;
  };

  void walk(const nlohmann::json& schema, std::string base, std::size_t depth);
  void walk_keyword(const std::string& name, const nlohmann::json& value, const std::string& base,
                    std::size_t depth);
  void identify(const nlohmann::json& schema, std::string& base);
  void resolve(const Reference& reference);
  /// The document or anchor of that URI; the meta-schema is added when it is asked for.
  const nlohmann::json* find(const std::string& uri);
  const nlohmann::json& follow(const nlohmann::json& document, std::string_view pointer,
                               std::string& base, const std::string& uri) const;

  const Limits limits_;
  bool ref_stands_alone_;
  std::unordered_map<std::string, const nlohmann::json*> by_uri_;
  std::unordered_map<const nlohmann::json*, const nlohmann::json*> targets_;
  std::unordered_map<const nlohmann::json*, bool> walked_;
  std::unordered_map<std::string, Pattern> patterns_;
  std::vector<Reference> references_;
};

/// Throws `invalid_argument` when a keyword's value has the wrong form, `unsupported` for keywords that
/// would be needed and are not there.
void check_keyword(const std::string& name, const nlohmann::json& value);

/// The meta-schema of draft 7.
[[nodiscard]] const nlohmann::json& draft7_metaschema();

}  // namespace baton::inline v0
