#include "uri.hpp"

#include <charconv>
#include <vector>

namespace baton::inline v0 {
namespace {

std::size_t scheme_end(std::string_view uri) noexcept {
  const std::size_t colon = uri.find(':');
  const std::size_t other = uri.find_first_of("/?#");
  return colon != uri.npos && colon > 0 && (other == uri.npos || colon < other) ? colon + 1 : 0;
}

/// Where the path begins: behind the scheme and the authority.
std::size_t path_start(std::string_view uri) noexcept {
  const std::size_t scheme = scheme_end(uri);
  if (!uri.substr(scheme).starts_with("//")) return scheme;
  const std::size_t slash = uri.find_first_of("/?#", scheme + 2);
  return slash == uri.npos ? uri.size() : slash;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    const bool last = slash == path.npos;
    if (segment == "..") {
      if (kept.size() > 1) kept.pop_back();
    } else if (segment != ".") {
      kept.push_back(segment);
    }
    if (last && (segment == "." || segment == "..")) kept.push_back("");
    if (last) break;
    path.remove_prefix(slash + 1);
  }
  std::string joined;
  for (std::size_t i = 0; i < kept.size(); ++i) joined.append(i == 0 ? "" : "/").append(kept[i]);
  return joined;
}

}  // namespace

std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) noexcept {
  const std::size_t hash = uri.find('#');
  if (hash == uri.npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

std::string resolve_uri(std::string_view base, std::string_view ref) {
  base = split_fragment(base).first;
  if (scheme_end(ref) > 0) return std::string(ref);
  if (ref.empty() || ref.front() == '#') return std::string(base).append(ref);
  if (ref.starts_with("//")) return std::string(base.substr(0, scheme_end(base))).append(ref);
  const auto [path, fragment] = split_fragment(ref);
  const std::string tail = fragment.empty() ? "" : "#" + std::string(fragment);
  const std::string root(base.substr(0, path_start(base)));
  if (path.front() == '/') return root + without_dots(path) + tail;
  std::string_view folder = base.substr(root.size());
  folder = folder.substr(0, folder.find('?'));
  folder = folder.substr(0, folder.rfind('/') + 1);
  if (folder.empty() && !root.empty()) folder = "/";
  return root + without_dots(std::string(folder).append(path)) + tail;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace baton::inline v0
