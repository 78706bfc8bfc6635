// From the request to stop until the server sees the socket close.
//
// The server is in this program, so that both ends read the same clock: it sends the first event of a
// stream and then only waits for the end of the connection.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include <baton/baton.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;

class HangingServer {
 public:
  HangingServer() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
    listen(listener_, 16);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~HangingServer() { close(listener_); }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

  /// Serves one stream; when its connection was closed.
  [[nodiscard]] measure::Clock::time_point serve_one() const {
    const int fd = accept(listener_, nullptr, nullptr);
    std::array<char, 65536> bytes{};
    std::string request;
    while (request.find("\"messages\"") == std::string::npos) {
      const auto count = recv(fd, bytes.data(), bytes.size(), 0);
      if (count <= 0) break;
      request.append(bytes.data(), static_cast<std::size_t>(count));
    }
    constexpr std::string_view begin =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
        "\"finish_reason\":null}]}\n\n";
    send(fd, begin.data(), begin.size(), MSG_NOSIGNAL);
    while (recv(fd, bytes.data(), bytes.size(), 0) > 0) continue;
    const auto closed = measure::Clock::now();
    close(fd);
    return closed;
  }

 private:
  int listener_;
  std::uint16_t port_ = 0;
};

/// Reads until the first event, then stops the call; when it asked for the stop.
measure::Clock::time_point stop_at_first_event(const Model& chat) {
  std::stop_source stop;
  ChatRequest request;
  request.messages.push_back(Message::user("Tell me about cats"));
  BlockingStream<ChatEvent> events(chat.stream(std::move(request), Context{}.with_stop(stop.get_token())));
  static_cast<void>(events.next());
  const auto asked = measure::Clock::now();
  stop.request_stop();
  try {
    while (events.next()) continue;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::cancelled) throw;
  }
  return asked;
}

}  // namespace

int main() {
  const HangingServer server;
  const Model chat = model("openai/gpt-4o-mini", {.base_url = server.url(), .api_key = Secret("k")});
  std::vector<double> milliseconds;
  for (int i = 0; i < 500; ++i) {
    measure::Clock::time_point closed;
    measure::Clock::time_point asked;
    {
      const std::jthread serving([&] { closed = server.serve_one(); });
      asked = stop_at_first_event(chat);
    }
    milliseconds.push_back(std::chrono::duration<double, std::milli>(closed - asked).count());
  }
  measure::report("ms_p99", measure::quantile(milliseconds, 0.99));
  measure::report("ms_p50", measure::median(milliseconds));
}
