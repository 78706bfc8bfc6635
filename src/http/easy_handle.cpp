#include "easy_handle.hpp"

#include <cstdlib>
#include <new>
#include <string>

#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>

#include <baton/core/error.hpp>

#include "engine.hpp"
#include "request_check.hpp"

namespace baton::inline v0 {
namespace {

// Each of these is called by curl, through which no exception may pass.
template <class F>
bool guarded(Transfer& transfer, F function) noexcept {
  try {
    return function();
  } catch (...) {
    transfer.refusal = current_error();
    return false;
  }
}

Transfer& as_transfer(void* pointer) noexcept { return *static_cast<Transfer*>(pointer); }

std::size_t on_header(char* data, std::size_t, std::size_t size, void* user) noexcept {
  auto& transfer = as_transfer(user);
  if (transfer.finished) return 0;
  return guarded(transfer, [&] { return transfer.take_header({data, size}); }) ? size : 0;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) noexcept {
  auto& transfer = as_transfer(user);
  std::size_t taken = 0;
  if (transfer.finished) return taken;
  guarded(transfer, [&] {
    if (transfer.engine->holds_back(transfer)) {
      taken = CURL_WRITEFUNC_PAUSE;
    } else if (transfer.take_body({data, size})) {
      taken = size;
    }
    return true;
  });
  return taken;
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  auto& transfer = as_transfer(user);
  curl_socket_t handle = CURL_SOCKET_BAD;
  return guarded(transfer, [&] { return (handle = transfer.open_socket(*address)) != CURL_SOCKET_BAD; })
             ? handle
             : CURL_SOCKET_BAD;
}

// May outlive the transfer, with the connection that it opened.
int on_close_socket(void* user, curl_socket_t handle) noexcept {
  return static_cast<Engine*>(user)->sockets().close(handle);
}

// Sees reused connections as well, which `on_open_socket` does not.
int on_before_request(void* user, char* address, char*, int, int) noexcept {
  auto& transfer = as_transfer(user);
  return guarded(transfer, [&] { return transfer.may_use(address); }) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

template <class T>
void set(CURL* easy, CURLoption option, T value) {
  if (curl_easy_setopt(easy, option, value) == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
}

void add_line(Transfer& transfer, const std::string& line) {
  curl_slist* const longer = curl_slist_append(transfer.lines, line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  transfer.lines = longer;
}

void wipe(std::string& text) noexcept { ::explicit_bzero(text.data(), text.size()); }

void set_headers(CURL* easy, Transfer& transfer) {
  // curl would wait a second for a "100 Continue" that model servers do not send.
  add_line(transfer, "Expect:");
  for (const auto& [name, value] : transfer.request.headers) {
    add_line(transfer, value.empty() ? name + ";" : name + ": " + value);
  }
  for (const auto& [name, prefix, secret] : transfer.request.credentials) {
    std::string line = name + ": " + prefix;
    line.reserve(line.size() + secret.reveal().size());
    line += secret.reveal();
    add_line(transfer, line);
    wipe(line);
  }
  set(easy, CURLOPT_HTTPHEADER, transfer.lines);
}

void set_method(CURL* easy, const HttpRequest& request) {
  set(easy, CURLOPT_HTTPGET, 1L);  // forgets what the last request was
  const bool has_body = !request.body.empty() || request.method == "POST" || request.method == "PUT" ||
                        request.method == "PATCH";
  if (has_body) {
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(easy, CURLOPT_POSTFIELDS, request.body.data());
  } else if (request.method == "HEAD") {
    set(easy, CURLOPT_NOBODY, 1L);
  }
  set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_callbacks(CURL* easy) {
  set(easy, CURLOPT_HEADERFUNCTION, &on_header);
  set(easy, CURLOPT_WRITEFUNCTION, &on_body);
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
  set(easy, CURLOPT_CLOSESOCKETFUNCTION, &on_close_socket);
  set(easy, CURLOPT_PREREQFUNCTION, &on_before_request);
}

void set_security(CURL* easy) {
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (const char* file = std::getenv("SSL_CERT_FILE"); file != nullptr && *file != '\0') {
    set(easy, CURLOPT_CAINFO, file);
  }
}

}  // namespace

CURL* make_easy(CURLSH* share) {
  CURL* const easy = curl_easy_init();
  if (easy == nullptr) throw std::bad_alloc();
  set(easy, CURLOPT_SHARE, share);
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_NOPROGRESS, 1L);
  // A cancelled call does not wait for a resolver thread that hangs.
  set(easy, CURLOPT_QUICK_EXIT, 1L);
  set(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
  set_callbacks(easy);
  set_security(easy);
  return easy;
}

void prepare_easy(CURL* easy, Transfer& transfer) {
  const bool https = is_https(transfer.request.url);
  set(easy, CURLOPT_PRIVATE, &transfer);
  set(easy, CURLOPT_HEADERDATA, &transfer);
  set(easy, CURLOPT_WRITEDATA, &transfer);
  set(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  set(easy, CURLOPT_PREREQDATA, &transfer);
  set(easy, CURLOPT_CLOSESOCKETDATA, transfer.engine.get());
  set(easy, CURLOPT_ERRORBUFFER, transfer.error_text.data());
  set(easy, CURLOPT_URL, transfer.request.url.c_str());
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(https ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  set(easy, CURLOPT_PIPEWAIT, https ? 1L : 0L);
  set(easy, CURLOPT_NOPROXY, transfer.request.egress != nullptr ? "*" : nullptr);
  set_method(easy, transfer.request);
  set_headers(easy, transfer);
}

void clear_easy(CURL* easy, Transfer& transfer) noexcept {
  if (easy != nullptr) {
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, nullptr);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
  }
  if (!transfer.request.credentials.empty()) {
    for (curl_slist* line = transfer.lines; line != nullptr; line = line->next) {
      ::explicit_bzero(line->data, std::char_traits<char>::length(line->data));
    }
  }
  curl_slist_free_all(transfer.lines);
  transfer.lines = nullptr;
}

}  // namespace baton::inline v0
