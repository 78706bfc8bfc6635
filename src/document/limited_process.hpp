#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/result.hpp>

namespace baton::inline v0::detail {

/// The bounds of a helper program.
struct ProcessLimits {
  std::chrono::milliseconds timeout = std::chrono::seconds(60);  ///< by the clock
  std::uint64_t cpu_seconds = 30;
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;  ///< of address space
  std::uint64_t file_bytes = 0;                         ///< of any file it writes
  std::uint64_t open_files = 64;
  std::size_t output_bytes = std::size_t{64} << 20;  ///< of its standard output
};

struct ProcessResult {
  int exit_code = 0;   ///< 128 + the signal when one ended it
  std::string output;
  std::string errors;  ///< the first few kilobytes of its standard error
};

/// Runs the program `arguments[0]`, found in the PATH, and gives it `input` as its standard input, a
/// file that can be sought in.
///
/// No shell. The program inherits no descriptor and of the environment only the PATH; `environment`
/// has more, "NAME=VALUE" each. It runs in a process group of its own with resource limits, cannot
/// gain privileges, and the whole group is killed when it ends, when the context does and when a
/// limit is passed. Nothing of it is left when the call returns. Blocks. Thread-safe.
///
/// Errors: `unsupported` when there is no such program, `limit_exceeded`, `cancelled`,
/// `deadline_exceeded`, `io_error`. An exit code other than 0 is none.
Result<ProcessResult> run_limited(const std::vector<std::string>& arguments, std::string_view input,
                                  const std::vector<std::string>& environment,
                                  const ProcessLimits& limits, const Context& context);

}  // namespace baton::inline v0::detail
