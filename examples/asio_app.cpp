// Inside an Asio application: baton does its I/O on its own loop and comes back on the application's.
//
//     asio_app [MODEL]
#include <iostream>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <baton/baton.hpp>

using namespace baton;
namespace asio = boost::asio;

// Any event loop becomes an executor by one function.
class OnAsio : public Executor {
 public:
  explicit OnAsio(asio::io_context& io) : io_(io) {}
  void post(std::coroutine_handle<> work) noexcept override {
    asio::post(io_, [work] { work.resume(); });
  }

 private:
  asio::io_context& io_;
};

Task<void> answer(Task<std::string> task, asio::signal_set& signals) {
  try {
    std::cout << co_await task << '\n';  // runs on the io_context's thread
  } catch (const Error& error) {
    std::cerr << error.what() << '\n';
  }
  signals.cancel();  // nothing left to wait for: io.run() returns
}

int main(int argc, char** argv) {
  asio::io_context io;
  OnAsio executor(io);
  std::stop_source stop;
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) stop.request_stop();
  });

  auto chain = prompt<"Context:\nA gateway listens on port 8080. It restarts at midnight.\n\n"
                      "Question: {question}">
             | model(argc > 1 ? argv[1] : "offline/extractive")
             | text;
  auto task = chain.ainvoke("Which port does the gateway use?", Context{}.with_stop(stop.get_token()));
  Runtime::shared().spawn(answer(std::move(task), signals), executor);
  io.run();
}
