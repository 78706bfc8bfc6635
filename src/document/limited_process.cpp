#include "document/limited_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t most_errors = std::size_t{4} << 10;

Error failed(const char* what) {
  return {ErrorCode::io_error, std::string("a helper program cannot be started: ") + what + ": " + std::strerror(errno)};
}

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_ = -1;
};

struct Pipe {
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw failed("pipe");
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
  }
  Descriptor read;
  Descriptor write;
};

Descriptor file_of(std::string_view bytes) {
  Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  if (file.get() < 0) throw failed("memfd_create");
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) throw failed("write");
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::lseek(file.get(), 0, SEEK_SET) != 0) throw failed("lseek");
  return file;
}

std::string search_path() {
  const char* path = std::getenv("PATH");
  return path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
}

/// The file of a program. Relative folders in the PATH do not count.
std::string program_file(const std::string& name) {
  const std::string path = search_path();
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
    std::string file = std::string(folder) + "/" + name;
    if (folder.starts_with('/') && ::access(file.c_str(), X_OK) == 0) return file;
  }
  throw Error(ErrorCode::unsupported, "the program '" + name + "' is not installed: install it to read such files");
}

/// Everything the child needs, made before the fork: behind it nothing may allocate.
struct Launch {
  std::string file;
  std::vector<char*> arguments;
  std::vector<char*> environment;
  std::array<std::pair<decltype(RLIMIT_CPU), rlimit>, 5> limits;
  std::array<int, 3> standard;
  pid_t parent;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));  // not written to
  out.push_back(nullptr);
  return out;
}

/// In the child. Only functions that are safe in the child of a process with threads.
[[noreturn]] void become(const Launch& launch) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != launch.parent) ::_exit(127);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  std::array<int, 3> moved{};
  // Out of the way first: a descriptor may itself be 0, 1 or 2.
  for (std::size_t at = 0; at < 3; ++at) moved[at] = ::fcntl(launch.standard[at], F_DUPFD, 3);
  for (int at = 0; at < 3; ++at) {
    if (::dup2(moved[static_cast<std::size_t>(at)], at) < 0) ::_exit(127);
  }
  if (::syscall(SYS_close_range, 3U, ~0U, 0U) != 0) {
    for (int fd = 3; fd < 65536; ++fd) ::close(fd);
  }
  for (const auto& [what, limit] : launch.limits) {
    if (::setrlimit(what, &limit) != 0) ::_exit(127);
  }
  ::execve(launch.file.c_str(), launch.arguments.data(), launch.environment.data());
  ::_exit(127);
}

rlimit both(std::uint64_t value) { return {static_cast<rlim_t>(value), static_cast<rlim_t>(value)}; }

/// A running child; killed with its group and reaped at the end.
class Child {
 public:
  explicit Child(const Launch& launch) : pid_(::fork()) {
    if (pid_ < 0) throw failed("fork");
    if (pid_ == 0) become(launch);
    ::setpgid(pid_, pid_);  // whoever comes first
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) end();
  }

  [[nodiscard]] bool has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
  }

  /// Kills what is left of the group and gives the exit code.
  int end() {
    // The child is not reaped yet, so that nobody else can have its group's number.
    ::kill(-pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_;
};

/// Reads both pipes until their ends.
class Listener {
 public:
  Listener(Pipe& output, Pipe& errors, const ProcessLimits& limits, const Context& context)
      : pipes_{&output.read, &errors.read},
        limits_(limits),
        context_(context),
        until_(Context::Clock::now() + limits.timeout) {}

  void listen(ProcessResult& result) {
    while (pipes_[0]->get() >= 0 || pipes_[1]->get() >= 0) {
      check();
      std::array<pollfd, 2> polled{{{pipes_[0]->get(), POLLIN, 0}, {pipes_[1]->get(), POLLIN, 0}}};
      if (::poll(polled.data(), polled.size(), 20) < 0 && errno != EINTR) throw failed("poll");
      if (polled[0].revents != 0) take(*pipes_[0], result.output, limits_.output_bytes, true);
      if (polled[1].revents != 0) take(*pipes_[1], result.errors, most_errors, false);
    }
  }

  void check() const {
    context_.check();
    if (Context::Clock::now() < until_) return;
    throw Error(ErrorCode::limit_exceeded, "the helper program took longer than " +
                                               std::to_string(limits_.timeout.count()) + " ms");
  }

 private:
  static void take(Descriptor& from, std::string& into, std::size_t most, bool strict) {
    std::array<char, std::size_t{64} << 10> buffer;
    const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (got <= 0) return from.close();
    const auto bytes = static_cast<std::size_t>(got);
    if (strict && bytes > most - into.size()) {
      throw Error(ErrorCode::limit_exceeded, "the helper program wrote more than " + std::to_string(most) + " bytes");
    }
    into.append(buffer.data(), std::min(bytes, most - into.size()));
  }

  std::array<Descriptor*, 2> pipes_;
  const ProcessLimits& limits_;
  const Context& context_;
  Context::Clock::time_point until_;
};

ProcessResult run(const std::vector<std::string>& arguments, std::string_view input,
                  const std::vector<std::string>& environment, const ProcessLimits& limits,
                  const Context& context) {
  context.check();
  Launch launch;
  launch.file = program_file(arguments.at(0));
  std::vector<std::string> variables = environment;
  variables.push_back("PATH=" + search_path());
  launch.arguments = pointers(arguments);
  launch.environment = pointers(variables);
  launch.limits = {{{RLIMIT_CPU, {static_cast<rlim_t>(limits.cpu_seconds), static_cast<rlim_t>(limits.cpu_seconds) + 1}},
                    {RLIMIT_AS, both(limits.memory_bytes)},
                    {RLIMIT_FSIZE, both(limits.file_bytes)},
                    {RLIMIT_NOFILE, both(limits.open_files)},
                    {RLIMIT_CORE, both(0)}}};
  launch.parent = ::getpid();
  const Descriptor file = file_of(input);
  Pipe output;
  Pipe errors;
  launch.standard = {file.get(), output.write.get(), errors.write.get()};
  Child child(launch);
  output.write.close();
  errors.write.close();
  ProcessResult result;
  Listener listener(output, errors, limits, context);
  listener.listen(result);
  while (!child.has_ended()) {
    listener.check();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  result.exit_code = child.end();
  if (result.exit_code == 128 + SIGXCPU)
    throw Error(ErrorCode::limit_exceeded, "the helper program used more than " + std::to_string(limits.cpu_seconds) + " s of CPU time");
  return result;
}

}  // namespace

Result<ProcessResult> run_limited(const std::vector<std::string>& arguments, std::string_view input,
                                  const std::vector<std::string>& environment,
                                  const ProcessLimits& limits, const Context& context) {
  return capture([&] { return run(arguments, input, environment, limits, context); });
}

}  // namespace baton::inline v0::detail
