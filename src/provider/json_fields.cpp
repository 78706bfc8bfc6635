#include "provider/json_fields.hpp"

#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/json.hpp>
#include <baton/core/text.hpp>

namespace baton::inline v0::detail {

std::optional<nlohmann::json> parse_lenient(std::string_view text, const Limits& limits) {
  try {
    Json value = is_utf8(text) ? Json::parse(text, limits) : Json::parse(sanitize_utf8(text), limits);
    return std::move(value.ref());
  } catch (const Error&) {
    return std::nullopt;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;  // a number out of range
  }
}

}  // namespace baton::inline v0::detail
