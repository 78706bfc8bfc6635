#include <baton/http/egress.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include <arpa/inet.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

using Bytes = EgressPolicy::Bytes;

constexpr unsigned mapped_bits = 96;
constexpr std::size_t ipv4_offset = 12;

constexpr Bytes map_ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}

struct Range {
  Bytes bytes;
  unsigned bits;
};

constexpr Range ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, unsigned bits) {
  return {map_ipv4(a, b, c, d), mapped_bits + bits};
}

// IANA's special-purpose registry, multicast and reserved space, and Azure's host endpoint.
constexpr std::array refused_ipv4 = {
    ipv4(0, 0, 0, 0, 8),       ipv4(10, 0, 0, 0, 8),      ipv4(100, 64, 0, 0, 10),   ipv4(127, 0, 0, 0, 8),
    ipv4(169, 254, 0, 0, 16),  ipv4(172, 16, 0, 0, 12),   ipv4(192, 0, 0, 0, 24),    ipv4(192, 0, 2, 0, 24),
    ipv4(192, 88, 99, 0, 24),  ipv4(192, 168, 0, 0, 16),  ipv4(198, 18, 0, 0, 15),   ipv4(198, 51, 100, 0, 24),
    ipv4(203, 0, 113, 0, 24),  ipv4(224, 0, 0, 0, 4),     ipv4(240, 0, 0, 0, 4),     ipv4(168, 63, 129, 16, 32),
};

constexpr Range mapped_range = {map_ipv4(0, 0, 0, 0), mapped_bits};
constexpr Range nat64 = {{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Range six_to_four = {{0x20, 0x02}, 16};
constexpr Range global_unicast = {{0x20}, 3};
// Protocol assignments with Teredo, documentation (twice).
constexpr std::array refused_ipv6 = {
    Range{{0x20, 0x01}, 23},
    Range{{0x20, 0x01, 0x0d, 0xb8}, 32},
    Range{{0x3f, 0xff}, 20},
};

bool contains(const Bytes& block, unsigned bits, const Bytes& address) noexcept {
  const std::size_t whole = bits / 8;
  if (!std::equal(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((block[whole] ^ address[whole]) >> (8 - rest)) == 0;
}

bool in(const Range& range, const Bytes& address) noexcept { return contains(range.bytes, range.bits, address); }

std::optional<Bytes> carried_ipv4(const Bytes& address) noexcept {
  const auto at = [&](std::size_t i) { return map_ipv4(address[i], address[i + 1], address[i + 2], address[i + 3]); };
  if (in(mapped_range, address) || in(nat64, address)) return at(ipv4_offset);
  if (in(six_to_four, address)) return at(2);
  return std::nullopt;
}

bool is_public(const Bytes& address) noexcept {
  const auto within = [&](const Bytes& a) { return [&a](const Range& range) { return in(range, a); }; };
  if (const auto carried = carried_ipv4(address)) {
    return std::none_of(refused_ipv4.begin(), refused_ipv4.end(), within(*carried));
  }
  return in(global_unicast, address) && std::none_of(refused_ipv6.begin(), refused_ipv6.end(), within(address));
}

std::optional<Bytes> parse_address(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string zero_ended(text);
  std::array<std::uint8_t, 4> short_form{};
  if (inet_pton(AF_INET, zero_ended.c_str(), short_form.data()) == 1) {
    return map_ipv4(short_form[0], short_form[1], short_form[2], short_form[3]);
  }
  Bytes bytes{};
  if (inet_pton(AF_INET6, zero_ended.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

[[noreturn]] void refuse_block(std::string_view cidr) {
  throw Error(ErrorCode::invalid_argument,
              "'" + std::string(cidr) + "' is no address block: write it like 10.1.0.0/16 or fd00::/8, with no "
              "bits behind the prefix");
}

unsigned parse_bits(std::string_view text, unsigned most, std::string_view cidr) {
  unsigned bits = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (failure != std::errc() || end != text.data() + text.size() || bits > most) refuse_block(cidr);
  return bits;
}

bool has_bits_behind(const Bytes& bytes, unsigned bits) noexcept {
  for (unsigned i = bits; i < 8 * bytes.size(); ++i) {
    if ((bytes[i / 8] >> (7 - i % 8) & 1) != 0) return true;
  }
  return false;
}

}  // namespace

EgressPolicy EgressPolicy::with_allowed(std::string_view cidr) const {
  const std::size_t slash = cidr.find('/');
  const auto bytes = parse_address(cidr.substr(0, slash));
  if (!bytes) refuse_block(cidr);
  const bool is_ipv4 = cidr.find(':') == std::string_view::npos;
  unsigned bits = 8 * static_cast<unsigned>(bytes->size());
  if (slash != std::string_view::npos) {
    bits = is_ipv4 ? mapped_bits + parse_bits(cidr.substr(slash + 1), 32, cidr)
                   : parse_bits(cidr.substr(slash + 1), 128, cidr);
  }
  if (has_bits_behind(*bytes, bits)) refuse_block(cidr);
  EgressPolicy copy = *this;
  copy.allowed_.push_back({*bytes, bits});
  return copy;
}

bool EgressPolicy::is_listed(const Bytes& address) const {
  return std::any_of(allowed_.begin(), allowed_.end(),
                     [&](const Block& block) { return contains(block.bytes, block.bits, address); });
}

bool EgressPolicy::allows(const Bytes& address) const {
  if (is_public(address) || is_listed(address)) return true;
  const auto carried = carried_ipv4(address);
  return carried && is_listed(*carried);
}

bool EgressPolicy::allows(std::string_view address) const {
  const auto bytes = parse_address(address);
  return bytes && allows(*bytes);
}

}  // namespace baton::inline v0
