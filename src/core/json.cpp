#include <baton/core/json.hpp>

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

const nlohmann::json null_value;

nlohmann::json parse_bounded(std::string_view text, const Limits& limits) {
  bool too_deep = false;
  const auto keep = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    if (static_cast<std::size_t>(depth) > limits.depth) too_deep = true;
    return !too_deep;
  };
  // Without the callback nlohmann parses much faster; depth can only matter when brackets abound.
  const auto brackets = [&] {
    std::size_t count = 0;
    for (const char c : text) count += (c == '[' || c == '{') ? 1U : 0U;
    return count;
  };
  auto value = brackets() > limits.depth ? nlohmann::json::parse(text, keep)
                                         : nlohmann::json::parse(text);
  if (too_deep) {
    throw Error(ErrorCode::limit_exceeded,
                "JSON is nested deeper than " + std::to_string(limits.depth) + " levels");
  }
  return value;
}

}  // namespace

Json::Json() noexcept = default;
Json::Json(nlohmann::json value) : value_(std::make_unique<nlohmann::json>(std::move(value))) {}
Json::Json(const Json& other)
    : value_(other.value_ ? std::make_unique<nlohmann::json>(*other.value_) : nullptr) {}
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) {
  if (this != &other) *this = Json(other);
  return *this;
}
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

Json Json::parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(ErrorCode::limit_exceeded,
                "JSON of " + std::to_string(text.size()) + " bytes is over the limit of " +
                    std::to_string(limits.bytes));
  }
  // nlohmann takes a NUL for the end of the input and would not see what follows.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    throw Error(ErrorCode::parse_error,
                "not valid JSON at byte " + std::to_string(nul + 1) + ": a NUL character");
  }
  try {
    return Json(parse_bounded(text, limits));
  } catch (const nlohmann::json::parse_error& error) {
    throw Error(ErrorCode::parse_error,
                "not valid JSON at byte " + std::to_string(error.byte) + ": " + error.what());
  } catch (const nlohmann::json::out_of_range&) {
    throw Error(ErrorCode::parse_error, "not valid JSON: a number is too large for a double");
  }
}

std::string Json::dump(int indent) const {
  return ref().dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool Json::is_null() const noexcept { return !value_ || value_->is_null(); }
const nlohmann::json& Json::ref() const noexcept { return value_ ? *value_ : null_value; }

nlohmann::json& Json::ref() {
  if (!value_) value_ = std::make_unique<nlohmann::json>();
  return *value_;
}

bool operator==(const Json& a, const Json& b) noexcept { return a.ref() == b.ref(); }

}  // namespace baton::inline v0
