#pragma once

#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace baton::test {

/// The folder of the installed servers: the environment variable BATON_COUNTERPARTS, or the source
/// folder. Empty when `npm ci --ignore-scripts` was not run there.
inline std::string counterparts_folder(const std::string& source_folder) {
  const char* given = std::getenv("BATON_COUNTERPARTS");
  const std::string folder = given != nullptr ? given : source_folder;
  return std::filesystem::exists(folder + "/node_modules") ? folder : std::string();
}

/// Whether nobody listens on that port of the loopback interface.
inline bool is_free(int port) {
  const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool free = ::bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(handle);
  return free;
}

/// Keeps the port from every other caller on this machine until the process ends: the kernel gives each name
/// of an abstract socket to one process. False when another has it.
inline bool reserve(int port) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ("baton-test-port-" + std::to_string(port)).copy(address.sun_path + 1, sizeof address.sun_path - 2);
  const int handle = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return true;
  ::close(handle);
  return false;
}

/// A port that nobody listens on, for a server that this process starts; 0 when there is none. No other call
/// returns it, here or in a test next to this one, though the server is not there yet. It lies below those that
/// the kernel gives away (32,768 and up).
inline int free_port() {
  std::random_device random;
  for (int turn = 0; turn < 1'000; ++turn) {
    const int port = 10'000 + static_cast<int>(random() % 20'000U);
    if (reserve(port) && is_free(port)) return port;
  }
  return 0;
}

/// A server that others wrote, as a Node process or another `program`: started by the constructor, stopped
/// by its process id. "PORT" in an argument stands for the port.
class Counterpart {
 public:
  Counterpart(const std::string& folder, std::vector<std::string> arguments, int port,
              const std::string& program = "node")
      : port_(port) {
    arguments.insert(arguments.begin(), program);
    for (auto& word : arguments) {
      if (const auto at = word.find("PORT"); at != std::string::npos) word.replace(at, 4, std::to_string(port));
    }
    start(folder, arguments);
  }
  Counterpart(const Counterpart&) = delete;
  Counterpart& operator=(const Counterpart&) = delete;
  ~Counterpart() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
    ::close(written_);
  }

  [[nodiscard]] int port() const noexcept { return port_; }
  [[nodiscard]] pid_t process() const noexcept { return process_; }

  /// The first few kilobytes of its output and errors.
  [[nodiscard]] std::string written() const {
    std::string text(8'192, '\0');
    const ssize_t size = ::pread(written_, text.data(), text.size(), 0);
    text.resize(static_cast<std::size_t>(size < 0 ? 0 : size));
    return text;
  }

  /// Waits until it accepts connections; false when it ended or did not come up in a minute, and then says on
  /// the error stream what it wrote.
  [[nodiscard]] bool ready() {
    for (int turn = 0; turn < 600 && process_ > 0; ++turn) {
      if (accepts()) return true;
      if (::waitpid(process_, nullptr, WNOHANG) == process_) process_ = -1;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    const char* const state = process_ > 0 ? "does not listen after a minute" : "has ended";
    std::fprintf(stderr, "the counterpart on port %d %s; it wrote:\n%s\n", port_, state, written().c_str());
    return false;
  }

 private:
  /// By posix_spawn: other threads of this process may hold the allocator's lock, which a forked child would
  /// wait for without end.
  void start(const std::string& folder, std::vector<std::string>& arguments) {
    std::vector<char*> words;
    for (auto& word : arguments) words.push_back(word.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    for (const int output : {1, 2}) ::posix_spawn_file_actions_adddup2(&actions, written_, output);
    ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    if (const int error = ::posix_spawnp(&process_, words[0], &actions, nullptr, words.data(), environ)) {
      process_ = -1;
      ::dprintf(written_, "%s: %s", words[0], std::strerror(error));
    }
    ::posix_spawn_file_actions_destroy(&actions);
  }

  [[nodiscard]] bool accepts() const {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    const bool open = ::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(handle);
    return open;
  }

  int port_;
  int written_ = ::memfd_create("counterpart", MFD_CLOEXEC);
  pid_t process_ = -1;
};

}  // namespace baton::test
