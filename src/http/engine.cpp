#include "engine.hpp"

#include <algorithm>
#include <array>
#include <new>

#include <baton/core/error.hpp>

#include "easy_handle.hpp"

namespace baton::inline v0 {
namespace {

// Found by measuring bursts of 1,000 and 10,000 calls; see docs/http.md.
constexpr std::size_t shard_room = 256;
constexpr std::size_t max_idle_handles = 2048;
constexpr std::size_t high_water = std::size_t{256} << 10;
constexpr int rounds_per_turn = 16;
constexpr std::size_t sockets_per_turn = 64;

// libcurl wants this once, before any other call.
EventLoop& with_curl(EventLoop& loop) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK) return loop;
  throw Error(ErrorCode::internal, std::string("the HTTP client cannot start: ") + curl_easy_strerror(ready));
}

CURLSH* make_share() {
  CURLSH* const share = curl_share_init();
  if (share == nullptr) throw std::bad_alloc();
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  return share;
}

Error shutting_down() { return Error(ErrorCode::cancelled, "the request was cancelled: its runtime is shutting down"); }

int as_curl_events(std::uint32_t events) noexcept {
  return ((events & (EPOLLIN | EPOLLHUP)) != 0 ? CURL_CSELECT_IN : 0) |
         ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) | ((events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0);
}

std::uint32_t as_epoll_events(int what) noexcept {
  return ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
}

}  // namespace

Engine::Engine(EventLoop& loop) : loop_(with_curl(loop)), now_(Clock::now()), share_(make_share()) {
  ready_.emplace(loop.io(), sockets_.descriptor());
  clock_.emplace(loop.io());
}

Engine::~Engine() { close(); }

int Engine::on_socket(CURL*, curl_socket_t handle, int what, void* user, void*) noexcept {
  auto& shard = *static_cast<Shard*>(user);
  SocketSet& sockets = shard.engine->sockets_;
  try {
    if (what != CURL_POLL_REMOVE) return sockets.watch(handle, shard, as_epoll_events(what)) ? 0 : -1;
    sockets.release(handle, shard);
    return 0;
  } catch (const std::bad_alloc&) {
    return -1;
  }
}

int Engine::on_timer(CURLM*, long milliseconds, void* user) noexcept {
  auto& shard = *static_cast<Shard*>(user);
  shard.due.reset();
  if (milliseconds >= 0) shard.due = shard.engine->now_ + std::chrono::milliseconds(milliseconds);
  return 0;
}

Shard& Engine::pick_shard() {
  for (const auto& shard : shards_) {
    if (shard->running < shard_room) return *shard;
  }
  auto shard = std::make_unique<Shard>();
  shard->engine = this;
  shard->multi = curl_multi_init();
  if (shard->multi == nullptr) throw std::bad_alloc();
  curl_multi_setopt(shard->multi, CURLMOPT_SOCKETFUNCTION, &Engine::on_socket);
  curl_multi_setopt(shard->multi, CURLMOPT_SOCKETDATA, shard.get());
  curl_multi_setopt(shard->multi, CURLMOPT_TIMERFUNCTION, &Engine::on_timer);
  curl_multi_setopt(shard->multi, CURLMOPT_TIMERDATA, shard.get());
  curl_multi_setopt(shard->multi, CURLMOPT_MAXCONNECTS, static_cast<long>(shard_room));
  return *shards_.emplace_back(std::move(shard));
}

CURL* Engine::take_easy() {
  if (idle_.empty()) return make_easy(share_);
  CURL* const easy = idle_.back();
  idle_.pop_back();
  return easy;
}

void Engine::keep_deadline(Transfer& transfer) {
  transfer.look_at = transfer.next_look(now_);
  deadlines_.emplace(transfer.look_at, &transfer);
}

void Engine::launch(Transfer& transfer) {
  transfer.easy = take_easy();
  prepare_easy(transfer.easy, transfer);
  Shard& shard = pick_shard();
  keep_deadline(transfer);
  transfer.self = transfer.shared_from_this();
  loop_.begin();
  transfer.shard = &shard;
  ++shard.running;
  const CURLMcode code = curl_multi_add_handle(shard.multi, transfer.easy);
  if (code != CURLM_OK) throw Error(ErrorCode::internal, std::string("curl refused a request: ") + curl_multi_strerror(code));
}

void Engine::start(const std::shared_ptr<Transfer>& transfer) {
  now_ = Clock::now();
  transfer->started = transfer->last_activity = now_;
  if (closed_) {
    finish(*transfer, shutting_down());
  } else {
    if (pace_.is_behind()) take_break();  // an answer may come as soon as the request is sent
    watch_sockets();
    try_launch(*transfer);
  }
  settle();
}

void Engine::try_launch(Transfer& transfer) {
  try {
    launch(transfer);
  } catch (...) {
    finish(transfer, current_error());
  }
}

void Engine::release_held() {
  while (!held_.empty() && !pace_.is_full()) {
    const auto transfer = std::move(held_.front());
    held_.pop_front();
    transfer->held = false;
    if (!transfer->finished && !transfer->paused) go_on_reading(*transfer);
  }
  settle();
}

void Engine::abort(Transfer& transfer, const Error& error) {
  if (transfer.finished) return;
  now_ = Clock::now();
  finish(transfer, error);
  settle();
}

void Engine::resume(Transfer& transfer) {
  if (transfer.finished || !transfer.paused) return;
  now_ = Clock::now();
  transfer.paused = false;
  go_on_reading(transfer);
  settle();
}

void Engine::go_on_reading(Transfer& transfer) {
  transfer.last_activity = now_;
  deadlines_.erase({transfer.look_at, &transfer});
  keep_deadline(transfer);
  transfer.shard->touched = true;
  // Hands over what curl held. When that is refused, curl tells only here.
  const CURLcode code = curl_easy_pause(transfer.easy, CURLPAUSE_CONT);
  if (code != CURLE_OK) finish(transfer, transfer.outcome(code));
}

bool Engine::drop_held(Transfer& transfer) {
  if (!transfer.held && !transfer.paused) return true;
  return curl_easy_pause(transfer.easy, CURLPAUSE_CONT) != CURLE_BAD_FUNCTION_ARGUMENT;
}

void Engine::finish(Transfer& transfer, std::optional<Error> failure) {
  transfer.finished = true;
  mark(transfer);
  bool reusable = !closed_ && idle_.size() < max_idle_handles;
  if (transfer.self) {
    reusable = drop_held(transfer) && reusable;
    deadlines_.erase({transfer.look_at, &transfer});
    curl_multi_remove_handle(transfer.shard->multi, transfer.easy);
    --transfer.shard->running;
    transfer.shard = nullptr;
    transfer.self.reset();
    loop_.end();
  }
  clear_easy(transfer.easy, transfer);
  if (transfer.easy != nullptr && reusable) {
    idle_.push_back(transfer.easy);
  } else if (transfer.easy != nullptr) {
    curl_easy_cleanup(transfer.easy);
  }
  transfer.easy = nullptr;
  if (!failure && !transfer.streaming) transfer.mailbox.put_head(std::move(transfer.head));
  if (!failure || transfer.streaming) transfer.mailbox.put_data(transfer.body);
  transfer.mailbox.put_end(std::move(failure));
}

void Engine::close() {
  if (std::exchange(closed_, true)) return;
  now_ = Clock::now();
  while (!deadlines_.empty()) finish(*deadlines_.begin()->second, shutting_down());
  held_.clear();
  for (CURL* easy : idle_) curl_easy_cleanup(easy);
  idle_.clear();
  for (const auto& shard : shards_) curl_multi_cleanup(shard->multi);
  shards_.clear();
  curl_share_cleanup(share_);
  ready_.reset();
  clock_.reset();
  deliver();
}

void Engine::mark(Transfer& transfer, std::size_t bytes) {
  pace_.count(bytes);
  transfer.last_activity = now_;
  if (!transfer.streaming && !transfer.finished) return;
  if (std::exchange(transfer.marked, true)) return;
  marked_.push_back(transfer.shared_from_this());
}

bool Engine::holds_back(Transfer& transfer) {
  // What curl unpacks it would have to keep whole.
  if (!transfer.streaming || transfer.packed || !pace_.is_full()) return false;
  if (!std::exchange(transfer.held, true)) held_.push_back(transfer.shared_from_this());
  return true;
}

void Engine::watch_sockets() {
  if (pace_.break_end() || std::exchange(watching_, true)) return;
  ready_->async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [self = shared_from_this()](const boost::system::error_code& error) {
                        self->watching_ = false;
                        if (!error && !self->closed_) self->on_ready();
                      });
}

void Engine::on_ready() {
  now_ = Clock::now();
  std::array<epoll_event, sockets_per_turn> room;
  pace_.begin_turn();
  const auto events = sockets_.ready(room);
  for (std::size_t left = events.size(); left > 0 && !pace_.is_full(); --left) {
    const epoll_event& event = events[next_socket_++ % events.size()];
    Shard* const shard = sockets_.owner_of(event.data.fd);
    if (shard == nullptr) continue;  // idle, or paused
    if (held_first_ && is_due(*shard) && !held_.empty()) continue;  // its timers would have more held
    int running = 0;
    curl_multi_socket_action(shard->multi, event.data.fd, as_curl_events(event.events), &running);
    shard->touched = true;
  }
  settle();
  if (closed_) return;
  if (pace_.is_behind()) take_break();
  watch_sockets();
}

void Engine::take_break() {
  pace_.take_break(now_);
  watch_clock();
}

void Engine::go_on() {
  if (closed_ || !pace_.end_break()) return;
  now_ = Clock::now();
  watch_sockets();  // one turn at least, whoever does not read, and whatever is held
  // Either fills a turn, again and again: each comes first in every second.
  held_first_ = !held_first_;
  if (!held_first_) settle();
  release_held();
}

void Engine::watch_clock() {
  Clock::time_point next = deadlines_.empty() ? Clock::time_point::max() : deadlines_.begin()->first;
  if (pace_.break_end()) next = std::min(next, *pace_.break_end());
  for (const auto& shard : shards_) {
    if (shard->due && !pace_.break_end()) next = std::min(next, *shard->due);
  }
  // A later time needs no new timer: the old one finds nothing to do and looks again.
  if (next >= clock_set_) return;
  clock_set_ = next;
  clock_->expires_at(next);
  clock_->async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error && !self->closed_) self->on_clock();
  });
}

void Engine::on_clock() {
  now_ = Clock::now();
  clock_set_ = Clock::time_point::max();
  if (!pace_.break_end()) {
    pace_.begin_turn();
  } else if (*pace_.break_end() <= now_) {
    go_on();
  }
  expire();
  settle();
}

void Engine::expire() {
  while (!deadlines_.empty() && deadlines_.begin()->first <= now_) {
    Transfer& transfer = *deadlines_.begin()->second;
    // Activity moves a deadline without touching the list; only here is it put right.
    if (transfer.next_due() > now_) {
      deadlines_.erase(deadlines_.begin());
      keep_deadline(transfer);
    } else {
      finish(transfer, transfer.timeout_error(now_));
    }
  }
}

void Engine::settle() {
  for (int round = 0; round < rounds_per_turn && run_due_shards(); ++round) {
  }
  collect_finished();
  deliver();
  if (closed_) return;
  if (pace_.is_full()) pace_.take_break(now_);
  watch_clock();
}

bool Engine::is_due(const Shard& shard) const noexcept { return shard.due && *shard.due <= now_; }

bool Engine::run_due_shards() {
  bool ran = false;
  for (const auto& shard : shards_) {
    if (pace_.is_full() || pace_.break_end()) break;
    if (!is_due(*shard)) continue;
    shard->due.reset();
    int running = 0;
    curl_multi_socket_action(shard->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    shard->touched = ran = true;
  }
  return ran;
}

void Engine::collect_finished() {
  for (const auto& shard : shards_) {
    if (std::exchange(shard->touched, false)) collect_from(*shard);
  }
}

void Engine::collect_from(Shard& shard) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(shard.multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* user = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &user);
    auto& transfer = *static_cast<Transfer*>(static_cast<void*>(user));
    finish(transfer, transfer.outcome(message->data.result));
  }
}

void Engine::deliver() {
  auto marked = std::exchange(marked_, {});
  for (const auto& transfer : marked) deliver(*transfer);
  marked.clear();
  if (marked_.empty()) marked_.swap(marked);
}

void Engine::deliver(Transfer& transfer) {
  transfer.marked = false;
  if (transfer.streaming && !transfer.finished && !transfer.body.empty()) {
    const std::size_t waiting = transfer.mailbox.put_data(transfer.body);
    if (waiting >= high_water && !transfer.paused && transfer.mailbox.mark_paused()) {
      transfer.paused = true;
      curl_easy_pause(transfer.easy, CURLPAUSE_RECV);
    }
  }
  transfer.mailbox.wake();
}

}  // namespace baton::inline v0
