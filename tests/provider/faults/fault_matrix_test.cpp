#include <cstddef>
#include <fstream>
#include <map>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/provider/model.hpp>

#include "provider/faults/fault.hpp"
#include "provider/played.hpp"
#include "provider/wire_model.hpp"

// Every way in which a vendor can fail, with every vendor, unary and streamed, sent in single bytes, in
// sevens and whole: the caller is told the same, in bounded memory, and never a key.

namespace baton::test {

Reply Scene::answer(int status, std::string body, const Headers& headers, const std::string& type) const {
  if (const auto at = body.find("KEY"); at != std::string::npos) body.replace(at, 3, canary);
  const Reply reply = Reply::text(status, std::move(body), type, headers);
  return cut == 0 ? reply : reply.in_pieces(cut);
}

Reply Scene::streams(const std::string& bytes) const {
  std::string shown = bytes;
  if (const auto at = shown.find("KEY"); at != std::string::npos) shown.replace(at, 3, canary);
  const Reply reply = Reply::chunked({shown}, vendor.stream_type);
  return cut == 0 ? reply : reply.in_pieces(cut);
}

Reply Scene::says(const Recording& recording) const {
  return stream ? streams(recording.stream) : answer(200, recording.whole);
}

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

/// A vendor's wire with the scene's times and limits.
class SceneWire : public detail::Wire {
 public:
  SceneWire(std::unique_ptr<const Wire> inner, const Scene& scene)
      : inner_(std::move(inner)), timeouts_(scene.timeouts), limits_(scene.limits) {}
  [[nodiscard]] const detail::Peer& peer() const noexcept override { return inner_->peer(); }
  [[nodiscard]] const std::string& model() const noexcept override { return inner_->model(); }
  [[nodiscard]] const Limits& limits() const noexcept override { return inner_->limits(); }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return inner_->capabilities(); }
  [[nodiscard]] detail::Framing framing() const noexcept override { return inner_->framing(); }
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override {
    HttpRequest post = inner_->request(request, stream);
    post.timeouts = timeouts_;
    post.limits = limits_;
    return post;
  }
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override {
    return inner_->response(request, head, body);
  }
  [[nodiscard]] std::unique_ptr<detail::StreamDecoder> decoder(const ChatRequest& request,
                                                               const HttpHead& head) const override {
    return inner_->decoder(request, head);
  }

 private:
  std::unique_ptr<const Wire> inner_;
  HttpTimeouts timeouts_;
  Limits limits_;
};

Played call(const Model& model, bool streamed, const Context& context) {
  Played played;
  const ChatRequest request{.messages = {Message::user("Hi")}};
  try {
    if (streamed) {
      BlockingStream<ChatEvent> events(model.stream(request, context), context);
      while (auto event = events.next()) note(played, *event);
    } else {
      played.response = std::make_shared<const ChatResponse>(sync_wait(model.complete(request, context), context));
      played.text = played.response->text();
    }
  } catch (const Error& error) {
    played.error = error;
  }
  return played;
}

/// What can happen to a vendor, by row.
std::map<int, std::vector<Fault>> faults_of(const Recordings& vendor) {
  std::map<int, std::vector<Fault>> found;
  for (const auto& group : {status_faults(), connection_faults(), body_faults(), answer_faults()}) {
    for (const auto& fault : group) {
      if (fault.applies(vendor)) found[fault.row].push_back(fault);
    }
  }
  return found;
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
    const Model model(detail::wire_model(
        std::make_unique<SceneWire>(scene.vendor.wire(scene.url, Secret(canary)), scene)));
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
