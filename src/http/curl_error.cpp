#include "curl_error.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "request_check.hpp"

namespace baton::inline v0 {
namespace {

/// Whether the process can open no more files: then DNS fails as well, and would be blamed for it.
bool out_of_files() {
  const int probe = ::eventfd(0, EFD_CLOEXEC);
  if (probe < 0) return errno == EMFILE || errno == ENFILE;
  ::close(probe);
  return false;
}

std::string reason(const Transfer& transfer, CURLcode code) {
  const std::string_view said = transfer.error_text.data();
  return std::string(said.empty() ? std::string_view(curl_easy_strerror(code)) : said);
}

Error connect_failure(const Transfer& transfer, CURLcode code) {
  if (out_of_files()) return too_many_files();
  long number = 0;
  curl_easy_getinfo(transfer.easy, CURLINFO_OS_ERRNO, &number);
  std::string text = "no connection to " + origin_of(transfer.request.url) + ": " + reason(transfer, code);
  if (code == CURLE_COULDNT_CONNECT && number != 0) {
    text += " (" + std::generic_category().message(static_cast<int>(number)) + ")";
  }
  return Error(ErrorCode::connection_failed, text + "; check the address and that the server is running")
      .with_retry(true);
}

Error tls_failure(const Transfer& transfer, CURLcode code) {
  return Error(ErrorCode::permission_denied,
               "the certificate of " + origin_of(transfer.request.url) + " could not be verified: " +
                   reason(transfer, code) + "; for a private authority name its file in SSL_CERT_FILE");
}

/// The connection broke: what that means depends on how much of the answer had come.
Error broken_connection(const Transfer& transfer, CURLcode code) {
  const std::string origin = origin_of(transfer.request.url);
  if (!transfer.answered) {
    return Error(ErrorCode::connection_failed,
                 "the connection to " + origin + " broke before an answer came: " + reason(transfer, code))
        .with_retry(true);
  }
  return Error(ErrorCode::stream_truncated, "the answer of " + origin + " broke off after " +
                                                std::to_string(transfer.received) +
                                                " bytes: " + reason(transfer, code))
      .with_retry(!transfer.streaming || transfer.received == 0);
}

Error bad_response(const Transfer& transfer, CURLcode code) {
  return Error(ErrorCode::bad_response, origin_of(transfer.request.url) +
                                            " did not answer in HTTP: " + reason(transfer, code) +
                                            "; check that the port is the right one");
}

}  // namespace

Error egress_error(const HttpRequest& request, const std::string& address) {
  return Error(ErrorCode::permission_denied,
               "the egress policy does not allow " + origin_of(request.url) + ", which is at " + address +
                   ": allow its block with EgressPolicy::with_allowed if it may be reached");
}

Error too_many_files() {
  return Error(ErrorCode::connection_failed,
               "no connection: too many open files in this process; raise RLIMIT_NOFILE (ulimit -n), or make "
               "fewer calls at once")
      .with_retry(true);
}

std::string address_text(const curl_sockaddr& address) {
  std::array<char, NI_MAXHOST> text{};
  getnameinfo(&address.addr, address.addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
  return text.data();
}

Error curl_failure(const Transfer& transfer, CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return Error(ErrorCode::invalid_argument, "the URL of the request cannot be read: " + reason(transfer, code));
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
    case CURLE_PROXY:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
      return connect_failure(transfer, code);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return tls_failure(transfer, code);
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return broken_connection(transfer, code);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_HTTP_RETURNED_ERROR:
      return bad_response(transfer, code);
    case CURLE_BAD_CONTENT_ENCODING:
      return Error(ErrorCode::bad_response, "the compression of what " + origin_of(transfer.request.url) +
                                                " sent is broken: try again, or check any proxy in between")
          .with_retry(true);
    case CURLE_OUT_OF_MEMORY:
      return Error(ErrorCode::limit_exceeded, "no memory for the request");
    default:
      return Error(ErrorCode::internal, "the request to " + origin_of(transfer.request.url) +
                                            " failed in curl: " + reason(transfer, code));
  }
}

}  // namespace baton::inline v0
