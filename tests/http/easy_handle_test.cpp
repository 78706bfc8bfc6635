// TLS, HTTP/2 and proxies, against a real nginx with a certificate authority made for the occasion.

#include "http/easy_handle.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/when_all.hpp>

#include "counterparts/counterpart.hpp"
#include "http_fixture.hpp"
#include "support/temp_folder.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Reply;

/// Sets an environment variable until the end of the scope.
class Env {
 public:
  Env(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  Env(const Env&) = delete;
  Env& operator=(const Env&) = delete;
  ~Env() { ::unsetenv(name_); }

 private:
  const char* name_;
};

/// nginx on three ports: HTTP/2 and HTTP/1.1 with a good certificate, and one for another host.
class Nginx {
 public:
  Nginx() {
    if (!make_certificates()) return;
    write_config();
    server_ = std::make_unique<test::Counterpart>(
        folder_.path(), std::vector<std::string>{"-c", (folder_ / "nginx.conf").string(), "-p", folder_.path().string()},
        wrong_host, "nginx");  // of the ports, it opens this one last
    ready_ = server_->ready();
  }

  [[nodiscard]] bool ready() const noexcept { return ready_; }
  [[nodiscard]] std::string authority() const { return (folder_ / "ca.pem").string(); }

  const int h2 = test::free_port();
  const int h1 = test::free_port();
  const int wrong_host = test::free_port();

 private:
  [[nodiscard]] bool run(const std::string& command) const {
    return std::system(("cd '" + folder_.path().string() + "' && (" + command + ") >>log 2>&1").c_str()) == 0;
  }
  [[nodiscard]] bool make_certificate(const std::string& name, const std::string& subject) const {
    return run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout " + name + ".key -subj /CN=" + name + " -out " + name +
               ".csr && printf 'subjectAltName=" + subject + "' > " + name + ".ext && openssl x509 -req -in " + name +
               ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile " + name + ".ext -out " + name + ".pem");
  }
  [[nodiscard]] bool make_certificates() const {
    return run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=test-authority") &&
           make_certificate("good", "IP:127.0.0.1") && make_certificate("other", "DNS:other.example");
  }
  [[nodiscard]] static std::string site(int port, const std::string& options, const std::string& certificate) {
    return "server { listen 127.0.0.1:" + std::to_string(port) + " ssl" + options + "; ssl_certificate " + certificate +
           ".pem; ssl_certificate_key " + certificate +
           ".key; location / { add_header X-Protocol $server_protocol; add_header X-Connection $connection; "
           "default_type text/plain; return 200 \"hello\"; } location /big { default_type text/plain; alias big; } }\n";
  }
  void write_config() const {
    std::ofstream(folder_ / "big") << std::string(4 << 20, 'b');
    std::ofstream config(folder_ / "nginx.conf");
    config << "daemon off; master_process off; pid nginx.pid; error_log error.log;\nevents { worker_connections 512; }\n"
           << "http { access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; "
           << "uwsgi_temp_path t4; scgi_temp_path t5;\n"
           << site(h2, " http2", "good") << site(h1, "", "good") << site(wrong_host, "", "other") << "}\n";
  }

  test::TempFolder folder_;
  std::unique_ptr<test::Counterpart> server_;
  bool ready_ = false;
};

class Tls : public test::HttpFixture {
 protected:
  static void SetUpTestSuite() { nginx = std::make_unique<Nginx>(); }
  static void TearDownTestSuite() { nginx.reset(); }
  void SetUp() override {
    if (!nginx->ready()) GTEST_SKIP() << "nginx or openssl is not installed";
  }
  [[nodiscard]] static std::string at(int port, const std::string& path = "/") {
    return "https://127.0.0.1:" + std::to_string(port) + path;
  }
  static std::unique_ptr<Nginx> nginx;
};
std::unique_ptr<Nginx> Tls::nginx;

TEST_F(Tls, UsesHttp2WhenItIsOffered) {
  const Env trust("SSL_CERT_FILE", nginx->authority());
  EXPECT_EQ(send({.url = at(nginx->h2)}).header("x-protocol"), "HTTP/2.0");
  EXPECT_EQ(send({.url = at(nginx->h1)}).header("x-protocol"), "HTTP/1.1");
}

TEST_F(Tls, CallsAtOnceShareOneHttp2Connection) {
  const Env trust("SSL_CERT_FILE", nginx->authority());
  std::vector<Task<HttpResponse>> calls;
  for (int i = 0; i < 20; ++i) calls.push_back(client().send({.url = at(nginx->h2)}, context()));
  const auto responses = sync_wait(when_all(std::move(calls)));
  for (const auto& response : responses) EXPECT_EQ(response.header("x-connection"), responses[0].header("x-connection"));
}

TEST_F(Tls, AnHttp2StreamIsPausedAndResumed) {
  const Env trust("SSL_CERT_FILE", nginx->authority());
  auto exchange = sync_wait(client().open({.url = at(nginx->h2, "/big")}, context()));
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(test::size_of_rest(exchange), std::size_t{4} << 20);
  EXPECT_EQ(send({.url = at(nginx->h2)}).body, "hello");
}

TEST_F(Tls, AnHttp2StreamThatIsDroppedLeavesNothingToTheNext) {
  const Env trust("SSL_CERT_FILE", nginx->authority());
  const auto open = [&] { return sync_wait(client().open({.url = at(nginx->h2, "/big")}, context())); };
  std::vector<HttpExchange> unread;
  for (int i = 0; i < 4; ++i) unread.push_back(open());
  std::this_thread::sleep_for(50ms);  // they fill up and are paused
  for (int i = 0; i < 3; ++i) {
    unread.pop_back();
    auto next = open();
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(test::size_of_rest(next), std::size_t{4} << 20);
  }
}

TEST_F(Tls, AnUnknownAuthorityIsRefused) {
  const Error error = send_error({.url = at(nginx->h1)});
  EXPECT_EQ(error.code(), ErrorCode::permission_denied) << error.what();
  EXPECT_FALSE(error.retryable());
}

TEST_F(Tls, ACertificateOfAnotherHostIsRefused) {
  const Env trust("SSL_CERT_FILE", nginx->authority());
  const Error error = send_error({.url = at(nginx->wrong_host)});
  EXPECT_EQ(error.code(), ErrorCode::permission_denied) << error.what();
  EXPECT_FALSE(error.retryable());
}

class Proxies : public test::HttpFixture {};

TEST_F(Proxies, TheProxyOfTheEnvironmentIsUsed) {
  const Env proxy("http_proxy", server.url());
  server.push(Reply::text(200, "by proxy"));
  EXPECT_EQ(send({.url = "http://far.invalid/path"}).body, "by proxy");
  EXPECT_EQ(server.requests().at(0).target, "http://far.invalid/path");
}

TEST_F(Proxies, HostsOnTheNoProxyListAreReachedDirectly) {
  const Env proxy("http_proxy", "http://127.0.0.1:1");
  const Env direct("no_proxy", "127.0.0.1");
  server.push(Reply::text(200, "direct"));
  EXPECT_EQ(send({.url = server.url("/path")}).body, "direct");
}

TEST_F(Proxies, ARequestWithAnEgressPolicyUsesNone) {
  const Env proxy("http_proxy", server.url());
  HttpRequest request{.url = "http://127.0.0.2:1/"};
  request.egress = std::make_shared<const EgressPolicy>();
  EXPECT_EQ(send_error(request).code(), ErrorCode::permission_denied);
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(Proxies, RedirectsAreNotFollowed) {
  test::TestServer other;
  server.push(Reply::text(302, "", "text/plain", {{"Location", other.url("/stolen")}}));
  HttpRequest request{.url = server.url()};
  request.credentials = {{"Authorization", "Bearer ", Secret("k")}};
  const HttpResponse response = send(request);
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.header("location"), other.url("/stolen"));
  EXPECT_EQ(other.connections(), 0);
}

}  // namespace
}  // namespace baton
