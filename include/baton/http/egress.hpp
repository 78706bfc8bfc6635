#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Decides which addresses a request may connect to: the guard of every URL that a model, a document
/// or a user supplied (server-side request forgery).
///
/// It judges the address that is really connected to, after DNS, so no spelling of a host name gets
/// round it, nor a name that resolves to something else the second time. By default only the public
/// internet is allowed: loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast,
/// documentation and reserved ranges are refused, for IPv6 as well; addresses that carry an IPv4 address
/// (mapped, NAT64, 6to4) are judged by that one. Unix sockets are refused. A request with a policy does
/// not use proxies, behind which the address could not be seen.
///
/// An immutable value, safe to share by threads.
///
///     auto policy = std::make_shared<const EgressPolicy>(EgressPolicy().with_allowed("10.1.0.0/16"));
///     HttpRequest request{.url = url_from_a_document, .egress = policy};
class BATON_EXPORT EgressPolicy {
 public:
  /// Allows the public internet only.
  EgressPolicy() = default;

  /// Also allows a block: "10.1.0.0/16", "fd00::/8", or one address. Throws `invalid_argument` when it
  /// cannot be read or has bits set behind the prefix.
  [[nodiscard]] EgressPolicy with_allowed(std::string_view cidr) const;

  /// Whether a connection to this numeric address ("93.184.216.34", "2606:2800::1") may be made. False
  /// for everything that is not an address.
  [[nodiscard]] bool allows(std::string_view address) const;

  /// An address or block in IPv6 form; IPv4 lies in ::ffff:0:0/96.
  using Bytes = std::array<std::uint8_t, 16>;
  /// The same for an address in network byte order.
  [[nodiscard]] bool allows(const Bytes& address) const;

 private:
  struct Block {
    Bytes bytes;
    unsigned bits;
  };
  [[nodiscard]] bool is_listed(const Bytes& address) const;

  std::vector<Block> allowed_;
};

}  // namespace baton::inline v0
