// Floor: COUNT calls at once in one thread, with libcurl's multi-socket interface on epoll, spread over
// HANDLES multi handles.
//
//   concurrent call|stream|live URL COUNT HANDLES
#include <sys/epoll.h>

#include <array>
#include <memory>

#include "curl.hpp"

namespace {

using measure::Clock;

/// One multi handle and its timer, on an epoll descriptor shared by all.
class Multi {
 public:
  Multi(int epoll, long connections) : epoll_(epoll), multi_(curl_multi_init()) {
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Multi::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Multi::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  }
  void add(CURL* easy) { curl_multi_add_handle(multi_, easy); }

  void ready(int fd, std::uint32_t events) {
    const int flags = ((events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                      ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                      ((events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
    int running = 0;
    curl_multi_socket_action(multi_, fd, flags, &running);
  }

  [[nodiscard]] std::int64_t milliseconds_left(Clock::time_point now) const {
    if (!timer_) return 1000;
    return std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(due_ - now).count());
  }

  /// Runs a due timer; adds the transfers that ended, and those of them that failed.
  void collect(Clock::time_point now, int& done, int& failed) {
    int running = 0;
    if (timer_ && due_ <= now) {
      timer_ = false;
      curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
      if (message->data.result != CURLE_OK) ++failed;
      curl_multi_remove_handle(multi_, message->easy_handle);
      ++done;
    }
  }

 private:
  static int on_socket(CURL*, curl_socket_t fd, int what, void* data, void*) {
    auto* self = static_cast<Multi*>(data);
    epoll_event event{};
    event.data.u64 = static_cast<std::uint64_t>(fd) | reinterpret_cast<std::uint64_t>(self) << 16U;
    event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
    if (what == CURL_POLL_REMOVE) {
      epoll_ctl(self->epoll_, EPOLL_CTL_DEL, fd, nullptr);
    } else if (epoll_ctl(self->epoll_, EPOLL_CTL_MOD, fd, &event) != 0) {
      epoll_ctl(self->epoll_, EPOLL_CTL_ADD, fd, &event);
    }
    return 0;
  }

  static int on_timer(CURLM*, long milliseconds, void* data) {
    auto* self = static_cast<Multi*>(data);
    self->timer_ = milliseconds >= 0;
    self->due_ = Clock::now() + std::chrono::milliseconds(std::max(0L, milliseconds));
    return 0;
  }

  int epoll_;
  CURLM* multi_;
  bool timer_ = false;
  Clock::time_point due_;
};

/// Runs every transfer once; how many failed.
int run(int epoll, std::vector<std::unique_ptr<Multi>>& multis, const std::vector<CURL*>& transfers) {
  for (std::size_t i = 0; i < transfers.size(); ++i) multis[i % multis.size()]->add(transfers[i]);
  std::array<epoll_event, 1024> events{};
  int done = 0;
  int failed = 0;
  while (done < static_cast<int>(transfers.size())) {
    std::int64_t wait = 1000;
    for (const auto now = Clock::now(); const auto& multi : multis) wait = std::min(wait, multi->milliseconds_left(now));
    const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(wait));
    for (int i = 0; i < count; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      auto* multi = reinterpret_cast<Multi*>(event.data.u64 >> 16U);
      multi->ready(static_cast<int>(event.data.u64 & 0xFFFFU), event.events);
    }
    for (const auto now = Clock::now(); const auto& multi : multis) multi->collect(now, done, failed);
  }
  return failed;
}

template <class Sink>
void measure_all(const std::string& url, std::size_t count, std::size_t handles, std::vector<Sink> sinks) {
  const int epoll = epoll_create1(0);
  std::vector<std::unique_ptr<Multi>> multis;
  for (std::size_t i = 0; i < handles; ++i) {
    multis.push_back(std::make_unique<Multi>(epoll, static_cast<long>(count / handles + 10)));
  }
  constexpr bool stream = std::is_same_v<Sink, floors::Events>;
  const std::string body = floors::request_body(stream);
  curl_slist* headers = floors::request_headers();
  std::vector<CURL*> transfers;
  for (auto& sink : sinks) {
    transfers.push_back(curl_easy_init());
    floors::prepare(transfers.back(), url, headers, body);
    floors::receive(transfers.back(), sink);
  }
  std::vector<double> seconds;
  std::size_t tokens = 0;
  for (int round = 0; round < 3; ++round) {
    const auto begin = Clock::now();
    if (run(epoll, multis, transfers) != 0) std::exit(1);
    seconds.push_back(measure::seconds_since(begin));
    for (auto& sink : sinks) {
      if constexpr (stream) {
        tokens += sink.tokens;
        sink.tokens = 0;
      } else {
        if (!sink.has_answer()) std::exit(1);
      }
      sink.text.clear();
    }
  }
  measure::report("ms_cold", seconds[0] * 1e3);
  measure::report("ms", std::min(seconds[1], seconds[2]) * 1e3);
  measure::report("tokens_s", static_cast<double>(tokens) / 3 / measure::median(seconds));
  measure::report("mb", measure::peak_mb());
}

/// What one live stream says.
struct Listener {
  floors::Events events{};
  measure::Lateness* lateness = nullptr;
  bool begun = false;

  static std::size_t write(char* data, std::size_t, std::size_t size, void* self) {
    static_cast<Listener*>(self)->take({data, size});
    return size;
  }
  void take(std::string_view bytes) {
    events.take(bytes);
    if (!events.text.empty()) {
      if (!std::exchange(begun, true)) lateness->began();
      lateness->token(events.text);
      events.text.clear();
    }
    if (bytes.find("[DONE]") != std::string_view::npos) lateness->ended();
  }
};

void measure_live(const std::string& url, std::size_t count, std::size_t handles) {
  const int epoll = epoll_create1(0);
  std::vector<std::unique_ptr<Multi>> multis;
  for (std::size_t i = 0; i < handles; ++i) {
    multis.push_back(std::make_unique<Multi>(epoll, static_cast<long>(count / handles + 10)));
  }
  simdjson::dom::parser parser;
  measure::Lateness lateness(count);
  std::vector<Listener> listeners(count, Listener{{.parser = &parser}, &lateness});
  const std::string body = floors::request_body(true);
  curl_slist* headers = floors::request_headers();
  std::vector<CURL*> transfers;
  for (auto& listener : listeners) {
    transfers.push_back(curl_easy_init());
    floors::prepare(transfers.back(), url, headers, body);
    floors::receive(transfers.back(), listener);
  }
  if (run(epoll, multis, transfers) != 0) std::exit(1);
  lateness.report();
  measure::report("mb", measure::peak_mb());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  const auto count = std::strtoul(argv[3], nullptr, 10);
  const auto handles = std::strtoul(argv[4], nullptr, 10);
  measure::need_descriptors(count + 64);
  curl_global_init(CURL_GLOBAL_ALL);
  if (std::string_view(argv[1]) == "live") {
    measure_live(argv[2], count, handles);
  } else if (std::string_view(argv[1]) == "stream") {
    simdjson::dom::parser parser;
    measure_all(argv[2], count, handles, std::vector<floors::Events>(count, floors::Events{.parser = &parser}));
  } else {
    measure_all(argv[2], count, handles, std::vector<floors::Body>(count));
  }
}
