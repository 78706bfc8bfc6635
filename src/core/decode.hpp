#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/codec.hpp>

namespace baton::inline v0 {

/// Where in the value the decoder stands; a list through the call stack, spelled out only on need.
struct DecodePath {
  const DecodePath* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;
  bool is_index = false;
  std::size_t depth = 0;

  [[nodiscard]] DecodePath field(std::string_view name) const {
    return {this, name, 0, false, depth + 1};
  }
  [[nodiscard]] DecodePath item(std::size_t at) const { return {this, {}, at, true, depth + 1}; }
  [[nodiscard]] std::string text() const;
};

/// Fills C++ values from JSON through their tables. One use, one thread.
class Decoder {
 public:
  /// With `partial` the value may still be growing: what does not fit is left as it is.
  Decoder(const DecodeOptions& options, bool partial) : options_(options), partial_(partial) {
    if (options_.max_violations == 0) options_.max_violations = 1;
  }

  void value(const TypeInfo& type, const nlohmann::json& json, void* object,
             const Constraints& constraints, const DecodePath& path);
  /// Whether enough of a growing value is there to be shown.
  [[nodiscard]] static bool has_arrived(const TypeInfo& type, const nlohmann::json& json);

  [[nodiscard]] std::vector<Violation>& violations() noexcept { return violations_; }

 private:
  void scalar(const TypeInfo& type, const nlohmann::json& json, void* object, const DecodePath& path);
  void enumeration(const TypeInfo& type, const nlohmann::json& json, void* object,
                   const DecodePath& path);
  void array(const TypeInfo& type, const nlohmann::json& json, void* object, const DecodePath& path);
  void map(const TypeInfo& type, const nlohmann::json& json, void* object, const DecodePath& path);
  void object(const TypeInfo& type, const nlohmann::json& json, void* object, const DecodePath& path);
  void unknown_keys(const TypeInfo& type, const nlohmann::json& json, const DecodePath& path);
  void variant(const TypeInfo& type, const nlohmann::json& json, void* object,
               const Constraints& constraints, const DecodePath& path);
  void complain(const DecodePath& path, std::string message);
  [[nodiscard]] bool full() const noexcept { return violations_.size() >= options_.max_violations; }

  DecodeOptions options_;
  bool partial_;
  std::vector<Violation> violations_;
};

}  // namespace baton::inline v0
