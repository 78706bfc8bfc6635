#include <baton/http/egress.hpp>

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "http_fixture.hpp"

namespace baton {
namespace {

TEST(EgressPolicy, AllowsThePublicInternet) {
  const EgressPolicy policy;
  for (const char* address : {"93.184.216.34", "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255",
                              "100.128.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
                              "2001:4860:4860::8888", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
                              "2002:808:808::1", "168.63.129.17"}) {
    EXPECT_TRUE(policy.allows(std::string_view(address))) << address;
  }
}

TEST(EgressPolicy, RefusesEveryOtherRange) {
  const EgressPolicy policy;
  for (const char* address :
       {"127.0.0.1", "127.255.255.255", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.192", "192.0.2.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "192.88.99.1", "168.63.129.16"}) {
    EXPECT_FALSE(policy.allows(std::string_view(address))) << address;
    EXPECT_FALSE(policy.allows("::ffff:" + std::string(address))) << "mapped " << address;
    EXPECT_FALSE(policy.allows("64:ff9b::" + std::string(address))) << "NAT64 " << address;
  }
  for (const char* address : {"::", "::1", "::7f00:1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1",
                              "2001:db8::1", "3fff::1", "2001::1", "2001:0:4136:e378::1", "2002:7f00:1::",
                              "2002:a9fe:a9fe::1", "2002:c0a8:101::1", "64:ff9b:1::1", "100::1", "5f00::1",
                              "0:0:0:0:0:ffff:7f00:1"}) {
    EXPECT_FALSE(policy.allows(std::string_view(address))) << address;
  }
}

TEST(EgressPolicy, WhatIsNoAddressIsRefused) {
  const EgressPolicy policy;
  for (const char* text : {"", "localhost", "8.8.8", "0x08080808", "8.8.8.8:80", "8.8.8.8 ", "[2606::1]", "/tmp/socket"}) {
    EXPECT_FALSE(policy.allows(std::string_view(text))) << text;
  }
  EXPECT_FALSE(policy.allows(std::string_view("8.8.8.8\0x", 9)));
}

TEST(EgressPolicy, AllowsTheBlocksItWasGiven) {
  const auto policy = EgressPolicy().with_allowed("10.1.0.0/16").with_allowed("fd00::/8").with_allowed("127.0.0.1");
  for (const char* address : {"10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203", "fd12::1", "127.0.0.1", "8.8.8.8"}) {
    EXPECT_TRUE(policy.allows(std::string_view(address))) << address;
  }
  for (const char* address : {"10.2.0.0", "10.0.255.255", "fc00::1", "127.0.0.2"}) {
    EXPECT_FALSE(policy.allows(std::string_view(address))) << address;
  }
  EXPECT_TRUE(EgressPolicy().with_allowed("0.0.0.0/0").allows(std::string_view("10.0.0.1")));
  EXPECT_FALSE(EgressPolicy().with_allowed("0.0.0.0/0").allows(std::string_view("fe80::1")));
}

TEST(EgressPolicy, ABlockThatCannotBeReadIsRefused) {
  for (const char* cidr : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "fd00::/129", "fd00::1/8", "ten/8", "10.0.0.0/8x"}) {
    EXPECT_THROW((void)EgressPolicy().with_allowed(cidr), Error) << cidr;
  }
}

class Egress : public test::HttpFixture {
 protected:
  [[nodiscard]] HttpRequest to(const std::string& host, const EgressPolicy& policy = {}) const {
    HttpRequest request{.url = "http://" + host + ":" + std::to_string(server.port()) + "/"};
    request.egress = std::make_shared<const EgressPolicy>(policy);
    return request;
  }
};

TEST_F(Egress, EveryNotationOfLoopbackIsRefusedBeforeAConnectionIsMade) {
  for (const char* host : {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "localhost",
                           "0.0.0.0", "0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
                           "[0:0:0:0:0:ffff:127.0.0.1]"}) {
    const Error error = send_error(to(host));
    EXPECT_EQ(error.code(), ErrorCode::permission_denied) << host << ": " << error.what();
    EXPECT_FALSE(error.retryable());
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(Egress, AnAllowedBlockIsReached) {
  server.push(test::Reply::text(200, "in"));
  EXPECT_EQ(send(to("127.0.0.1", EgressPolicy().with_allowed("127.0.0.0/8"))).body, "in");
}

TEST_F(Egress, AKeptAliveConnectionOfATrustedCallIsNotBorrowed) {
  server.push(test::Reply::text(200, "trusted"));
  EXPECT_EQ(send({.url = server.url()}).body, "trusted");
  EXPECT_EQ(send_error(to("127.0.0.1")).code(), ErrorCode::permission_denied);
  EXPECT_EQ(server.requests().size(), 1U);
}

}  // namespace
}  // namespace baton
