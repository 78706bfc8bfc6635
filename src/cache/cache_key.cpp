#include "cache/cache_key.hpp"

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>
#include <baton/message/codec.hpp>

namespace baton::inline v0 {
namespace {

// Reading or writing the key of an older baton with another meaning would give wrong answers.
constexpr std::string_view key_format = "baton cache 1";

std::string with_length(std::string_view part) {
  std::string text = std::to_string(part.size());
  text += ':';
  text += part;
  return text;
}

}  // namespace

std::string cache_scope(const CacheOptions& options, bool shared, const Context& context) {
  const Principal* caller = context.principal();
  const std::string_view tenant = caller != nullptr ? std::string_view(caller->tenant) : std::string_view();
  const bool any_tenant = !options.tenant.empty() || !tenant.empty();
  const std::string_view user =
      caller != nullptr && !any_tenant ? std::string_view(caller->user) : std::string_view();
  if (shared && !any_tenant && user.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "others read this cache too, and the call says not for whom it is made: set "
                "CacheOptions::tenant, or pass a context with a Principal");
  }
  return with_length(options.tenant) + with_length(tenant) + with_length(user);
}

std::optional<std::string> canonical(const ChatRequest& request) {
  Json written = to_json(request);
  nlohmann::json& whole = written.ref();
  for (auto& message : whole["messages"]) message.erase("cache");
  for (auto& tool : whole["tools"]) tool.erase("cache");
  try {
    return whole.dump(-1, ' ', false, nlohmann::json::error_handler_t::strict);
  } catch (const nlohmann::json::type_error&) {
    return std::nullopt;
  }
}

std::string digest_of(std::initializer_list<std::string_view> parts) {
  Sha256 hash;
  hash.update(with_length(key_format));
  for (const std::string_view part : parts) {
    hash.update(std::to_string(part.size()));
    hash.update(":");
    hash.update(part);
  }
  return to_hex(hash.finish());
}

}  // namespace baton::inline v0
