#include "transfer.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>

#include "curl_error.hpp"
#include "engine.hpp"
#include "request_check.hpp"

namespace baton::inline v0 {
namespace {

using Clock = Context::Clock;

constexpr std::size_t max_head = std::size_t{256} << 10;
// Below this no ratio is judged: a short text of spaces compresses a thousandfold and does no harm.
constexpr std::size_t ratio_grace = std::size_t{1} << 20;
// What curl may have read without having counted it yet.
constexpr double uncounted_bytes = 2 * CURL_MAX_WRITE_SIZE;
constexpr auto forever = std::chrono::hours(24 * 365);

Clock::time_point after(Clock::time_point start, std::chrono::milliseconds time) {
  return time >= forever ? Clock::time_point::max() : start + time;
}

std::string_view trim(std::string_view text) noexcept {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

EgressPolicy::Bytes mapped(const in_addr& address) noexcept {
  EgressPolicy::Bytes bytes{};
  bytes[10] = bytes[11] = 0xff;
  std::memcpy(&bytes[12], &address, sizeof address);
  return bytes;
}

std::optional<EgressPolicy::Bytes> address_bytes(const curl_sockaddr& address) noexcept {
  EgressPolicy::Bytes bytes{};
  if (address.family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address.addr, sizeof in);
    return mapped(in.sin_addr);
  }
  if (address.family != AF_INET6) return std::nullopt;
  sockaddr_in6 in{};
  std::memcpy(&in, &address.addr, std::min<std::size_t>(sizeof in, address.addrlen));
  std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
  return bytes;
}

}  // namespace

Transfer::Transfer(std::shared_ptr<Engine> owner, HttpRequest what, const Context& context, bool streams)
    : engine(std::move(owner)),
      request(std::move(what)),
      context_deadline(context.deadline()),
      streaming(streams),
      mailbox(engine->pace().unread()) {}

void Transfer::start() {
  engine->loop().dispatch([self = shared_from_this()] { self->engine->start(self); });
}

void Transfer::cancel() noexcept {
  engine->loop().dispatch([self = shared_from_this()] {
    self->engine->abort(*self, Error(ErrorCode::cancelled, "the request was cancelled"));
  });
}

void Transfer::resume() {
  engine->loop().dispatch([self = shared_from_this()] { self->engine->resume(*self); });
}

void Transfer::was_read(const Mailbox::Block& block) {
  if (block.was_paused) resume();
  if (!engine->pace().lets_go(block.bytes.size())) return;
  engine->loop().dispatch([self = shared_from_this()] { self->engine->go_on(); });
}

bool Transfer::refuse(Error error) {
  refusal = std::move(error);
  return false;
}

bool Transfer::begin_head(std::string_view line) {
  head = {};
  const auto code = trim(line.substr(std::min(line.size(), line.find(' '))));
  std::from_chars(code.data(), code.data() + code.size(), head.status);
  return true;
}

bool Transfer::take_header(std::string_view line) {
  answered = true;
  engine->mark(*this);
  if (head_done) return true;  // trailers
  head_bytes += line.size();
  if (head_bytes > max_head) {
    return refuse(Error(ErrorCode::limit_exceeded, origin_of(request.url) + " sent more than 256 KiB of headers"));
  }
  if (!std::exchange(in_head, true)) return begin_head(line);
  const auto text = trim(line);
  if (text.empty()) {
    in_head = false;
    head_done = head.status >= 200;  // 1xx: the real head follows
    packed = !head.header("content-encoding").empty();
    if (head_done && streaming) mailbox.put_head(std::move(head));
    return true;
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  head.headers.push_back({std::string(trim(text.substr(0, colon))),
                          std::string(trim(text.substr(std::min(colon + 1, text.size()))))});
  return true;
}

bool Transfer::is_within_ratio() const {
  if (received <= ratio_grace) return true;
  curl_off_t wire = 0;
  curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
  return static_cast<double>(received) <= request.limits.ratio * (static_cast<double>(wire) + uncounted_bytes);
}

bool Transfer::take_body(std::string_view bytes) {
  received += bytes.size();
  engine->mark(*this, bytes.size());
  if (received > request.limits.bytes) {
    return refuse(Error(ErrorCode::limit_exceeded,
                        "the answer of " + origin_of(request.url) + " is larger than " +
                            std::to_string(request.limits.bytes) + " bytes: raise Limits::bytes to allow it"));
  }
  if (!is_within_ratio()) {
    return refuse(Error(ErrorCode::limit_exceeded, "the compressed answer of " + origin_of(request.url) +
                                                       " grows beyond Limits::ratio when unpacked"));
  }
  if (streaming && body.size() + bytes.size() > Mailbox::most_block) mailbox.put_data(body);
  body.append(bytes);
  return true;
}

bool Transfer::may_use(const char* address) {
  refusal.reset();  // of an address that was tried before this one
  connected = Clock::now();
  if (request.egress == nullptr || request.egress->allows(std::string_view(address))) return true;
  return refuse(egress_error(request, address));
}

curl_socket_t Transfer::open_socket(const curl_sockaddr& address) {
  if (request.egress != nullptr) {
    const auto bytes = address_bytes(address);
    if (!bytes || !request.egress->allows(*bytes)) {
      refusal = egress_error(request, bytes ? address_text(address) : "a local socket");
      return CURL_SOCKET_BAD;
    }
  }
  const int handle = ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  if (handle < 0) {
    if (errno == EMFILE || errno == ENFILE) refusal = too_many_files();
    return CURL_SOCKET_BAD;
  }
  engine->sockets().opened(handle);
  return handle;
}

Clock::time_point Transfer::total_due() const {
  return std::min(context_deadline, after(started, request.timeouts.total));
}

Clock::time_point Transfer::phase_due() const {
  const auto& timeouts = request.timeouts;
  // While nobody reads, silence is our own doing.
  if (paused || held) return Clock::time_point::max();
  if (answered) return after(last_activity, timeouts.idle);
  return connected ? after(*connected, timeouts.first_byte) : after(started, timeouts.connect);
}

Clock::time_point Transfer::next_due() const { return std::min(total_due(), phase_due()); }

Clock::time_point Transfer::next_look(Clock::time_point now) const {
  const auto& timeouts = request.timeouts;
  return answered ? next_due() : std::min(next_due(), after(now, std::min(timeouts.first_byte, timeouts.idle)));
}

Error Transfer::timeout_error(Clock::time_point now) const {
  if (context_deadline <= now) {
    return Error(ErrorCode::deadline_exceeded,
                 "the deadline of the call passed: allow more time, or ask for less");
  }
  const auto& timeouts = request.timeouts;
  const std::string origin = origin_of(request.url);
  const auto spent = [](std::chrono::milliseconds time) { return std::to_string(time.count()) + " ms"; };
  if (total_due() <= now) {
    return Error(ErrorCode::deadline_exceeded, "the answer of " + origin + " was not complete after " +
                                                   spent(timeouts.total) + ": raise HttpTimeouts::total");
  }
  if (answered) {
    // To whoever has begun to read, a stream that stalls is one that broke.
    const bool begun = !nothing_delivered();
    return Error(begun ? ErrorCode::stream_truncated : ErrorCode::deadline_exceeded,
                 origin + " sent nothing for " + spent(timeouts.idle) + ": try again, or raise HttpTimeouts::idle")
        .with_retry(!begun);
  }
  if (connected) {
    return Error(ErrorCode::deadline_exceeded, origin + " did not begin to answer within " +
                                                   spent(timeouts.first_byte) +
                                                   ": try again, or raise HttpTimeouts::first_byte")
        .with_retry(true);
  }
  return Error(ErrorCode::connection_failed, "no connection to " + origin + " within " + spent(timeouts.connect) +
                                                 ": check that it is running and reachable")
      .with_retry(true);
}

std::optional<Error> Transfer::outcome(CURLcode code) const {
  if (code == CURLE_OK && head_done) return std::nullopt;
  if (refusal) return refusal;
  // curl takes a head that breaks off for a whole answer.
  return curl_failure(*this, code == CURLE_OK ? CURLE_PARTIAL_FILE : code);
}

}  // namespace baton::inline v0
