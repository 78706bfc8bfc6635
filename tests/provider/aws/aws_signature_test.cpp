#include "provider/aws/aws_signature.hpp"

#include <gtest/gtest.h>

#include "provider/form_body.hpp"

namespace baton::test {
namespace {

// The vectors of AWS's own suite for Signature Version 4, as they stand in botocore's
// tests/unit/auth/aws4_testsuite.

const std::string session =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/"
    "qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0"
    "u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

struct Vector {
  std::string name;
  std::string method;
  std::string path;
  std::vector<HttpHeader> headers;
  std::string body;
  std::string token;
  std::string names;  ///< of the headers signed
  std::string signature;
};

const Vector vectors[] = {
    {"get-vanilla", "GET", "/", {}, "", "", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-unreserved", "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", {}, "", "", "host;x-amz-date",
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get-utf8", "GET", "/ሴ", {}, "", "", "host;x-amz-date", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get-space", "GET", "/example space/", {}, "", "", "host;x-amz-date", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
    {"get-header-key-duplicate", "GET", "/", {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}}, "", "",
     "host;my-header1;x-amz-date", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
    {"get-header-value-order", "GET", "/", {{"My-Header1", "value4"}, {"My-Header1", "value1"}, {"My-Header1", "value3"}, {"My-Header1", "value2"}}, "", "",
     "host;my-header1;x-amz-date", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
    {"get-header-value-multiline", "GET", "/", {{"My-Header1", "value1\n  value2\n     value3"}}, "", "", "host;my-header1;x-amz-date",
     "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd"},
    {"get-header-value-trim", "GET", "/", {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}}, "", "",
     "host;my-header1;my-header2;x-amz-date", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
    {"get-vanilla-with-session-token", "GET", "/", {}, "", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
     "host;x-amz-date;x-amz-security-token", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"},
    {"get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1", {}, "", "", "host;x-amz-date",
     "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get-vanilla-query-order-value", "GET", "/?Param1=value2&Param1=value1", {}, "", "", "host;x-amz-date",
     "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"},
    {"get-vanilla-query-order-key", "GET", "/?Param1=value2&Param1=Value1", {}, "", "", "host;x-amz-date",
     "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"},
    {"get-vanilla-query-unreserved", "GET",
     "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
     {}, "", "", "host;x-amz-date", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
    {"post-vanilla", "POST", "/", {}, "", "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"post-header-key-sort", "POST", "/", {{"My-Header1", "value1"}}, "", "", "host;my-header1;x-amz-date",
     "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
    {"post-header-value-case", "POST", "/", {{"My-Header1", "VALUE1"}}, "", "", "host;my-header1;x-amz-date",
     "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"},
    {"post-sts-header-before", "POST", "/", {}, "", session, "host;x-amz-date;x-amz-security-token",
     "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"},
    {"post-x-www-form-urlencoded", "POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}}, "Param1=value1", "",
     "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
};

std::chrono::system_clock::time_point the_time() {
  using namespace std::chrono;
  return sys_days(year(2015) / 8 / 30) + 12h + 36min;
}

HttpRequest signed_request(const Vector& vector, const std::string& origin = "https://example.amazonaws.com") {
  HttpRequest request{.method = vector.method, .url = origin + vector.path, .headers = vector.headers, .body = vector.body};
  detail::sign_aws(request, {"AKIDEXAMPLE", Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), Secret(vector.token)},
                   {"us-east-1", "service"}, the_time());
  return request;
}

std::string authorization(const HttpRequest& request) {
  const auto& last = request.credentials.back();
  EXPECT_EQ(last.name, "Authorization");
  return last.prefix + std::string(last.secret.reveal());
}

TEST(AwsSignature, IsThatOfTheOfficialVectors) {
  for (const auto& vector : vectors) {
    const HttpRequest request = signed_request(vector);
    EXPECT_EQ(authorization(request), "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=" +
                                          vector.names + ", Signature=" + vector.signature)
        << vector.name;
    EXPECT_EQ(request.headers.back().name, "X-Amz-Date");
    EXPECT_EQ(request.headers.back().value, "20150830T123600Z");
    EXPECT_EQ(request.credentials.size(), vector.token.empty() ? 1U : 2U);
    if (!vector.token.empty()) {
      EXPECT_EQ(request.credentials[0].name, "X-Amz-Security-Token");
      EXPECT_EQ(request.credentials[0].secret.reveal(), vector.token);
    }
  }
}

TEST(AwsSignature, TheHostIsTheOneThatIsSent) {
  const std::string plain = authorization(signed_request(vectors[0]));
  EXPECT_EQ(authorization(signed_request(vectors[0], "https://example.amazonaws.com:443")), plain);
  EXPECT_EQ(authorization(signed_request(vectors[0], "http://example.amazonaws.com:80")), plain);
  EXPECT_EQ(authorization(signed_request(vectors[0], "https://user:word@example.amazonaws.com")), plain);
  EXPECT_NE(authorization(signed_request(vectors[0], "https://example.amazonaws.com:80")), plain);
  Vector without_slash = vectors[0];
  without_slash.path.clear();
  EXPECT_EQ(authorization(signed_request(without_slash)), plain);
}

TEST(AwsSignature, APathThatIsEncodedIsEncodedOnceMore) {
  EXPECT_EQ(detail::percent_encoded("/model/a%3A0/converse", "/"), "/model/a%253A0/converse");
  EXPECT_EQ(detail::percent_encoded("arn:aws:x/y z~\xC3\xA4"), "arn%3Aaws%3Ax%2Fy%20z~%C3%A4");
}

}  // namespace
}  // namespace baton::test
