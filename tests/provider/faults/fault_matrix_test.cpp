#include <cstddef>
#include <fstream>
#include <map>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/observe/memory_tracer.hpp>

#include "provider/faults/fault.hpp"

// Every way in which a vendor can fail, with every vendor, unary and streamed, sent in single bytes, in
// sevens and whole: the caller is told the same, in bounded memory, and never a key.

namespace baton::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t cuts[] = {1, 7, 0};
constexpr std::size_t most_kilobytes = 8 << 10;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__clang__)
constexpr bool counts_memory = false;  // the sanitizers', which clang runs with, is many times ours
#else
constexpr bool counts_memory = true;
#endif

/// The most memory that the process has had since it was asked last, in kB.
std::size_t peak_kilobytes() {
  std::ifstream status("/proc/self/status");
  std::size_t kilobytes = 0;
  for (std::string word; kilobytes == 0 && status >> word;) {
    if (word == "VmHWM:") status >> kilobytes;
  }
  std::ofstream("/proc/self/clear_refs") << 5;
  return kilobytes;
}

/// Each vendor with each row that its protocol has.
std::vector<std::tuple<Recordings, int>> vendors_and_rows() {
  std::vector<std::tuple<Recordings, int>> all;
  for (const auto& vendor : all_recordings()) {
    for (const auto& [row, faults] : faults_of(vendor)) all.emplace_back(vendor, row);
  }
  return all;
}

class FaultMatrix : public ::testing::TestWithParam<std::tuple<Recordings, int>> {
 protected:
  void meet(const Fault& fault, bool streamed, std::size_t cut) {
    TestServer server;
    Scene scene{std::get<0>(GetParam()), streamed, cut, server};
    fault.happens(scene);
    (void)peak_kilobytes();
    const std::size_t before = peak_kilobytes();
    auto tracer = std::make_shared<MemoryTracer>();
    const Context context = Context().with_runtime(runtime_).with_tracer(tracer);
    const Model model = scene.model();
    if (scene.warm_up) (void)call(model, streamed, context);
    const Played played = call(model, streamed, context);
    judge(scene, streamed ? fault.streamed : fault.unary, played);
    if (counts_memory) {
      EXPECT_LT(peak_kilobytes() - before, most_kilobytes);
    }
    EXPECT_EQ(tracer->tree().find("canary"), std::string::npos) << tracer->tree();
  }

  static void judge(const Scene& scene, const Verdict& verdict, const Played& played) {
    if (!verdict.code) {
      ASSERT_TRUE(played.response) << played.error->what();
      EXPECT_EQ(played.text, scene.says_instead.value_or(the_text));
      EXPECT_EQ(played.response->finish_reason, scene.finishes);
      return;
    }
    EXPECT_FALSE(played.response);
    ASSERT_TRUE(played.error);
    const Error& error = *played.error;
    EXPECT_EQ(error.code(), *verdict.code) << error.what();
    EXPECT_EQ(error.retryable(), verdict.retryable) << error.what();
    EXPECT_EQ(error.retry_after(), verdict.wait) << error.what();
    EXPECT_EQ(error.provider(), scene.vendor.vendor) << error.what();
    EXPECT_EQ(error.partial(), played.text) << error.what();
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
  }

  Runtime runtime_;
};

INSTANTIATE_TEST_SUITE_P(Vendors, FaultMatrix,
                         ::testing::ValuesIn(vendors_and_rows()),
                         [](const auto& row) {
                           const int number = std::get<1>(row.param);
                           return std::get<0>(row.param).test_name() + (number < 10 ? "Row0" : "Row") + std::to_string(number);
                         });

TEST_P(FaultMatrix, IsToldAlike) {
  const auto& [vendor, row] = GetParam();
  int met = 0;
  const auto faults = faults_of(vendor);
  for (const auto& fault : faults.at(row)) {
    for (const bool streamed : {false, true}) {
      for (const std::size_t cut : cuts) {
        SCOPED_TRACE(fault.name + (streamed ? ", streamed" : ", unary") + ", in pieces of " + std::to_string(cut));
        meet(fault, streamed, cut);
        ++met;
      }
    }
  }
  RecordProperty("met", met);
}

}  // namespace
}  // namespace baton::test
