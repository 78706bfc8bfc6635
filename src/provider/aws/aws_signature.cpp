#include "provider/aws/aws_signature.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

#include <baton/core/sha256.hpp>

#include "provider/form_body.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::string_view aws_algorithm = "AWS4-HMAC-SHA256";

/// HMAC (RFC 2104) with SHA-256.
Secret aws_hmac(std::string_view key, std::string_view text) {
  constexpr std::size_t block = 64;
  const auto bytes_of = [](const Sha256Digest& digest) {
    return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
  };
  const Secret padded(key.size() > block ? bytes_of(sha256(key)) : std::string(key));
  std::array<char, block> inner{};
  std::array<char, block> outer{};
  inner.fill(0x36);
  outer.fill(0x5C);
  for (std::size_t i = 0; i < padded.reveal().size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ padded.reveal()[i]);
    outer[i] = static_cast<char>(outer[i] ^ padded.reveal()[i]);
  }
  const std::string digest =
      bytes_of(Sha256().update({inner.data(), block}).update(text).finish());
  Secret code(bytes_of(Sha256().update({outer.data(), block}).update(digest).finish()));
  inner.fill(0);
  outer.fill(0);
  return code;
}

std::string aws_hex(std::string_view bytes) {
  Sha256Digest digest{};
  std::transform(bytes.begin(), bytes.end(), digest.begin(), [](char c) { return static_cast<std::byte>(c); });
  return to_hex(digest);
}

/// "20150830T123600Z"
std::string aws_time(std::chrono::system_clock::time_point now) {
  using namespace std::chrono;
  const auto day = floor<days>(now);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(now - day));
  std::array<char, 40> text{};
  (void)std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()));
  return text.data();
}

struct AwsUrl {
  std::string host;
  std::string path;
  std::string query;  ///< sorted as the signature wants it
};

/// The parameters of a query in the order of their bytes, each with a '='.
std::string sorted_query(std::string_view query) {
  std::vector<std::string> parts;
  while (!query.empty()) {
    std::string part(query.substr(0, query.find('&')));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    if (part.find('=') == std::string::npos) part += '=';
    parts.push_back(std::move(part));
  }
  std::sort(parts.begin(), parts.end());
  std::string sorted;
  for (const auto& part : parts) sorted += (sorted.empty() ? "" : "&") + part;
  return sorted;
}

/// The host as it is sent: without user and password, and without the port that the scheme implies.
AwsUrl aws_url(std::string_view url) {
  const bool secure = url.starts_with("https://");
  url.remove_prefix(std::min(url.size(), url.find("://") + 3));
  const auto question = std::min(url.find('?'), url.size());
  const std::string query = sorted_query(url.substr(std::min(question + 1, url.size())));
  url = url.substr(0, question);
  const auto slash = std::min(url.find('/'), url.size());
  std::string_view host = url.substr(0, slash);
  if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  const std::string_view implied = secure ? ":443" : ":80";
  if (host.ends_with(implied)) host.remove_suffix(implied.size());
  const std::string_view path = url.substr(slash);
  return {std::string(host), path.empty() ? "/" : std::string(path), query};
}

std::string aws_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// Without blanks at the ends, and with one blank for several.
std::string aws_trimmed(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// By lower-case name; several of one name are one, in their order.
using SignedHeaders = std::map<std::string, std::string>;

SignedHeaders headers_to_sign(const HttpRequest& request, const std::string& host, const AwsKeys& keys) {
  SignedHeaders headers{{"host", host}};
  for (const auto& header : request.headers) {
    auto [at, first] = headers.try_emplace(aws_lower_case(header.name), aws_trimmed(header.value));
    if (!first) at->second += "," + aws_trimmed(header.value);
  }
  if (!keys.session_token.empty()) headers["x-amz-security-token"] = keys.session_token.reveal();
  return headers;
}

std::string aws_names_of(const SignedHeaders& headers) {
  std::string names;
  for (const auto& [name, value] : headers) names += (names.empty() ? "" : ";") + name;
  return names;
}

std::string canonical_request(const HttpRequest& request, const AwsUrl& url, const SignedHeaders& headers) {
  std::string text = request.method + "\n" + percent_encoded(url.path, "/") + "\n" + url.query + "\n";
  for (const auto& [name, value] : headers) text.append(name).append(":").append(value).append("\n");
  return text + "\n" + aws_names_of(headers) + "\n" + to_hex(sha256(request.body));
}

std::string signature_of(const std::string& text, const AwsKeys& keys, const std::string& day, const AwsScope& scope) {
  Secret key("AWS4" + std::string(keys.secret_access_key.reveal()));
  for (const std::string_view part : {std::string_view(day), std::string_view(scope.region),
                                      std::string_view(scope.service), std::string_view("aws4_request")}) {
    key = aws_hmac(key.reveal(), part);
  }
  return aws_hex(aws_hmac(key.reveal(), text).reveal());
}

}  // namespace

void sign_aws(HttpRequest& request, const AwsKeys& keys, const AwsScope& scope,
              std::chrono::system_clock::time_point now) {
  const std::string time = aws_time(now);
  const std::string day = time.substr(0, time.find('T'));
  request.headers.push_back({"X-Amz-Date", time});
  const AwsUrl url = aws_url(request.url);
  const SignedHeaders headers = headers_to_sign(request, url.host, keys);
  const std::string place = day + "/" + scope.region + "/" + scope.service + "/aws4_request";
  const std::string text = std::string(aws_algorithm) + "\n" + time + "\n" + place + "\n" +
                           to_hex(sha256(canonical_request(request, url, headers)));
  if (!keys.session_token.empty()) request.credentials.push_back({"X-Amz-Security-Token", "", keys.session_token});
  request.credentials.push_back(
      {"Authorization", std::string(aws_algorithm) + " ",
       Secret("Credential=" + keys.access_key_id + "/" + place + ", SignedHeaders=" + aws_names_of(headers) +
              ", Signature=" + signature_of(text, keys, day, scope))});
}

}  // namespace baton::inline v0::detail
