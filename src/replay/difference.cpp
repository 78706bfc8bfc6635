#include "replay/difference.hpp"

#include <algorithm>
#include <string_view>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_listed = 5;
constexpr std::size_t excerpt_bytes = 80;
constexpr std::size_t excerpt_before = 20;

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const auto differs = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(differs.first - a.begin());
}

std::size_t unlike_bytes(std::string_view a, std::string_view b, std::size_t prefix) {
  a.remove_prefix(prefix);
  b.remove_prefix(prefix);
  const auto differs = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  return std::max(a.size(), b.size()) - static_cast<std::size_t>(differs.first - a.rbegin());
}

class Comparison {
 public:
  void values(const std::string& path, const json& recorded, const json& asked) {
    if (recorded.is_object() && asked.is_object()) return objects(path, recorded, asked);
    if (recorded.is_array() && asked.is_array()) return arrays(path, recorded, asked);
    if (recorded == asked) return;
    std::size_t from = 0;
    if (recorded.is_string() && asked.is_string()) {
      const auto& a = recorded.get_ref<const std::string&>();
      const auto& b = asked.get_ref<const std::string&>();
      from = common_prefix(a, b);
      found_.bytes += unlike_bytes(a, b, from);
    }
    add(path, [&] { return "recorded " + excerpt(recorded, from) + ", asked " + excerpt(asked, from); });
  }

  [[nodiscard]] Differences found() && { return std::move(found_); }

 private:
  void objects(const std::string& path, const json& recorded, const json& asked) {
    const std::string prefix = path.empty() ? path : path + ".";
    for (const auto& [key, value] : recorded.items()) {
      const auto other = asked.find(key);
      other == asked.end() ? only_recorded(prefix + key, value) : values(prefix + key, value, *other);
    }
    for (const auto& [key, value] : asked.items()) {
      if (!recorded.contains(key)) only_asked(prefix + key, value);
    }
  }

  void arrays(const std::string& path, const json& recorded, const json& asked) {
    for (std::size_t i = 0; i < std::max(recorded.size(), asked.size()); ++i) {
      const std::string place = path + "[" + std::to_string(i) + "]";
      if (i >= asked.size()) {
        only_recorded(place, recorded[i]);
      } else if (i >= recorded.size()) {
        only_asked(place, asked[i]);
      } else {
        values(place, recorded[i], asked[i]);
      }
    }
  }

  void only_recorded(const std::string& path, const json& value) {
    add(path, [&] { return "recorded " + excerpt(value) + ", not asked"; });
  }
  void only_asked(const std::string& path, const json& value) {
    add(path, [&] { return "not recorded, asked " + excerpt(value); });
  }

  template <class Say>
  void add(const std::string& path, const Say& say) {
    if (found_.count++ < most_listed) found_.first.push_back(path + ": " + say());
  }

  Differences found_;
};

}  // namespace

Differences differences(const json& recorded, const json& asked) {
  Comparison comparison;
  comparison.values("", recorded, asked);
  return std::move(comparison).found();
}

std::string excerpt(const json& value, std::size_t from) {
  if (!value.is_string()) {
    const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    return std::string(utf8_prefix(text, excerpt_bytes)) + (text.size() > excerpt_bytes ? "…" : "");
  }
  const std::string_view text = value.get_ref<const std::string&>();
  const auto begin = from <= 2 * excerpt_before ? 0 : utf8_floor(text, from - excerpt_before);
  const auto end = utf8_ceil(text, begin + excerpt_bytes);
  const std::string piece(text.substr(begin, end - begin));
  return (begin > 0 ? "…" : "") + json(piece).dump(-1, ' ', false, json::error_handler_t::replace) +
         (end < text.size() ? "…" : "");
}

}  // namespace baton::inline v0::detail
