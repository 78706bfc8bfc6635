// One of several processes whose calls share limits:
//   baton_limits_worker URL FILE CONCURRENCY REQUESTS_PER_MINUTE CALLS AT_ONCE HOLD_MS LEASE_MS
// Appends "+ TIME" to FILE when a call is let through and "- TIME" when it ends, in nanoseconds of the
// machine's monotonic clock, and says on its last line "done".

#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/route/redis_limits.hpp>
#include <baton/route/router.hpp>

namespace {

using namespace baton;
using std::chrono::milliseconds;

class NotingModel : public ChatModel {
 public:
  NotingModel(int file, milliseconds hold) : file_(file), hold_(hold) {}
  [[nodiscard]] std::string name() const override { return "test/noting"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest, Context context) const override {
    note("+");
    co_await context.runtime().sleep_for(hold_, context);
    note("-");
    auto response = std::make_shared<ChatResponse>();
    response->message = Message::assistant("hello");
    co_yield ChatEnd(response);
  }
  void note(const char* what) const {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const std::string line = what + (" " + std::to_string(now)) + "\n";
    if (::write(file_, line.data(), line.size()) < 0) std::abort();
  }

 private:
  const int file_;
  const milliseconds hold_;
};

Task<void> calls(const Model& model, int count) {
  ChatRequest request;
  request.messages.push_back(Message::user("Hello"));
  for (int i = 0; i < count; ++i) (void)co_await model.complete(request, {});
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 9) return 2;
  const auto number = [&](int at) { return std::atoi(arguments[at]); };
  const int file = ::open(arguments[2], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  const auto noting = std::make_shared<NotingModel>(file, milliseconds(number(7)));
  const Model model(make_router({.deployments = {{.name = "shared",
                                                  .chat = Model(noting),
                                                  .limits = {.requests_per_minute = number(4),
                                                             .concurrency = static_cast<std::size_t>(number(3))}}},
                                 .shared_limits = redis_limits({.url = arguments[1],
                                                                .timeout = std::chrono::seconds(30),
                                                                .lease = milliseconds(number(8))})}));
  std::vector<Task<void>> users;
  for (int i = 0; i < number(6); ++i) users.push_back(calls(model, number(5) / number(6)));
  sync_wait(when_all(std::move(users)));
  noting->note("done");
}
