#include "provider/cohere/cohere_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/cohere/cohere_request.hpp"
#include "provider/cohere/cohere_response.hpp"
#include "provider/cohere/cohere_stream.hpp"
#include "provider/json_body.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

CohereWire::CohereWire(CohereOptions options)
    : options_(checked(std::move(options))),
      can_(options_.capabilities ? *options_.capabilities : cohere_capabilities(options_.model)),
      peer_(peer_of(options_)) {}

HttpRequest CohereWire::request(const ChatRequest& request, bool stream) const {
  return post_to(options_, "/v2/chat", to_text(cohere_request_body(options_, request, stream)), stream,
                 bearer(options_.api_key));
}

ChatResponse CohereWire::response(const ChatRequest&, const HttpHead& head, std::string_view body) const {
  return read_cohere_response(peer_, options_.model, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> CohereWire::decoder(const ChatRequest&, const HttpHead& head) const {
  return std::make_unique<CohereStream>(peer_, options_.model, head, options_.limits);
}

}  // namespace detail

std::shared_ptr<const ChatModel> cohere_model(CohereOptions options) {
  return detail::wire_model(std::make_unique<detail::CohereWire>(std::move(options)));
}

}  // namespace baton::inline v0
