#include <baton/core/sync_wait.hpp>

#include "provider/faults/fault.hpp"
#include "provider/wire_model.hpp"

namespace baton::test {
namespace {

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

}  // namespace

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

Model Scene::model() const {
  return Model(detail::wire_model(std::make_unique<SceneWire>(vendor.wire(url, Secret(canary)), *this)));
}

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

std::map<int, std::vector<Fault>> faults_of(const Recordings& vendor) {
  std::map<int, std::vector<Fault>> found;
  for (const auto& group : {status_faults(), connection_faults(), body_faults(), answer_faults()}) {
    for (const auto& fault : group) {
      if (fault.applies(vendor)) found[fault.row].push_back(fault);
    }
  }
  return found;
}

}  // namespace baton::test
