#include "provider/rerank/rerank_recordings.hpp"

// Sources: https://docs.cohere.com/v2/reference/rerank and …/reference/errors; https://api.jina.ai/openapi.json;
// vLLM, entrypoints/pooling/scoring/protocol.py; text-embeddings-inference, docs/openapi.json;
// https://openrouter.ai/docs/api/api-reference/rerank/create-rerank; https://docs.together.ai/reference/rerank;
// https://docs.fireworks.ai/api-reference/rerank-documents; botocore's bedrock-agent-runtime/2023-07-26/service-2.json, "Rerank".

namespace baton::test {
namespace {

RerankRecordings cohere_reranks() {
  return {.vendor = "cohere",
          .path = "/v2/rerank",
          .body = R"({"model":"m","query":"q","documents":["a","b"," "],"top_n":2})",
          .all = R"({"results":[{"index":1,"relevance_score":0.75},{"index":2,"relevance_score":0.5},{"index":0,"relevance_score":0.25}],"id":"07734bd2","meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}})",
          .best = R"({"results":[{"index":1,"relevance_score":0.75},{"index":2,"relevance_score":0.5}],"id":"07734bd2","meta":{"billed_units":{"search_units":1}}})",
          .result = R"({"index":INDEX,"relevance_score":SCORE})",
          .list = R"({"results":[RESULTS],"id":"i"})",
          .failures = {{401, R"({"id":"e","message":"invalid api token KEY"})", ErrorCode::permission_denied, false},
                       {429, R"({"message":"Please wait and try again later"})", ErrorCode::rate_limited, true},
                       {400, R"({"message":"invalid request: list of documents must not be empty"})", ErrorCode::invalid_argument, false},
                       {500, R"({"message":"internal server error KEY"})", ErrorCode::overloaded, true}}};
}

RerankRecordings jina_reranks() {
  return {.vendor = "jina",
          .path = "/rerank",
          .body = R"({"model":"m","query":"q","documents":["a","b"," "],"top_n":2,"return_documents":false})",
          .all = R"({"model":"jina-reranker-v2-base-multilingual","object":"list","usage":{"total_tokens":815},"results":[{"index":1,"relevance_score":0.75},{"index":2,"relevance_score":0.5},{"index":0,"relevance_score":0.25}]})",
          .best = R"({"results":[{"document":{"text":"b"},"index":1,"relevance_score":0.75},{"document":{"text":""},"index":2,"relevance_score":0.5}],"usage":{"prompt_tokens":815,"completion_tokens":0,"total_tokens":815}})",
          .result = R"({"index":INDEX,"relevance_score":SCORE})",
          .list = R"({"results":[RESULTS],"usage":{"total_tokens":1}})",
          .tokens = 815,
          .failures = {{401, R"({"detail":"Invalid API key KEY. Verify your API key","request_id":"03f58cd9da22fabf","code":"AUTH_INVALID_API_KEY"})", ErrorCode::permission_denied, false},
                       {403, R"({"detail":"Insufficient account balance.","code":"AUTHZ_INSUFFICIENT_BALANCE"})", ErrorCode::quota_exhausted, false},
                       {400, R"({"detail":"Model 'm' not found","code":"INPUT_MODEL_NOT_FOUND"})", ErrorCode::not_found, false},
                       {429, R"({"detail":"Request rate limit exceeded: 501/500 requests per minute.","code":"RATE_REQUEST_LIMIT_EXCEEDED"})", ErrorCode::rate_limited, true},
                       {422, R"({"detail":[{"msg":"field required","loc":["body","query"]}]})", ErrorCode::invalid_argument, false},
                       {503, "<html>KEY</html>", ErrorCode::overloaded, true}}};
}

RerankRecordings vllm_reranks() {
  return {.vendor = "vllm",
          .path = "/rerank",
          .body = R"({"model":"m","query":"q","documents":["a","b"," "],"top_n":2})",
          .all = R"({"id":"rerank-1","model":"m","usage":{"prompt_tokens":56,"total_tokens":56},"results":[{"index":1,"document":{"text":"b","multi_modal":null},"relevance_score":0.75},{"index":2,"document":{"text":" "},"relevance_score":0.5},{"index":0,"document":{"text":"a"},"relevance_score":0.25}]})",
          .best = R"({"id":"rerank-1","model":"m","usage":{"total_tokens":56},"results":[{"index":1,"document":{"text":"b"},"relevance_score":0.75},{"index":2,"document":{"text":" "},"relevance_score":0.5}]})",
          .result = R"({"index":INDEX,"document":{"text":"t"},"relevance_score":SCORE})",
          .list = R"({"id":"rerank-1","results":[RESULTS]})",
          .tokens = 56,
          .failures = {{401, R"({"error":"Unauthorized"})", ErrorCode::permission_denied, false},
                       {404, R"({"error":{"message":"The model `m` does not exist. KEY","type":"NotFoundError","param":null,"code":404}})", ErrorCode::not_found, false},
                       {429, R"({"error":{"message":"slow down","type":"rate_limit_error"}})", ErrorCode::rate_limited, true},
                       {500, R"({"error":{"message":"CUDA error","type":"InternalServerError","code":500}})", ErrorCode::overloaded, true}}};
}

RerankRecordings openrouter_reranks() {
  RerankRecordings recordings = vllm_reranks();
  recordings.vendor = "openrouter";
  recordings.all = R"({"id":"gen-rerank-1234567890-abc","model":"cohere/rerank-v3.5","provider":"Cohere","results":[{"document":{"text":"b"},"index":1,"relevance_score":0.75},{"document":{"text":" "},"index":2,"relevance_score":0.5},{"document":{"text":"a"},"index":0,"relevance_score":0.25}],"usage":{"search_units":1,"total_tokens":150}})";
  recordings.best = R"({"model":"cohere/rerank-v3.5","results":[{"document":{"text":"b"},"index":1,"relevance_score":0.75},{"document":{"text":" "},"index":2,"relevance_score":0.5}],"usage":{"search_units":1,"total_tokens":150}})";
  recordings.tokens = 150;
  recordings.failures = {{401, R"({"error":{"code":401,"message":"Missing Authentication header KEY"}})", ErrorCode::permission_denied, false},
                         {402, R"({"error":{"code":402,"message":"Insufficient credits. Add more using https://openrouter.ai/credits"}})", ErrorCode::quota_exhausted, false},
                         {429, R"({"error":{"code":429,"message":"Rate limit exceeded"}})", ErrorCode::rate_limited, true}};
  return recordings;
}

RerankRecordings together_reranks() {
  RerankRecordings recordings = vllm_reranks();
  recordings.vendor = "together";
  recordings.all = R"({"object":"rerank","id":"9dfa1a09-5ebc-4a40-970f-586cb8f4ae47","model":"salesforce/turboranker-0.8-3778-6328","results":[{"index":1,"relevance_score":0.75},{"index":2,"relevance_score":0.5},{"index":0,"relevance_score":0.25}],"usage":{"prompt_tokens":1837,"completion_tokens":0,"total_tokens":1837}})";
  recordings.best = R"({"object":"rerank","results":[{"index":1,"relevance_score":0.75,"document":{"text":"b"}},{"index":2,"relevance_score":0.5}],"usage":{"total_tokens":1837}})";
  recordings.tokens = 1'837;
  recordings.failures = {{401, R"({"error":{"message":"Invalid API key provided KEY","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})", ErrorCode::permission_denied, false},
                         {429, R"({"error":{"message":"Request was rejected due to request rate limiting.","type":"rate_limit","code":null}})", ErrorCode::rate_limited, true}};
  return recordings;
}

RerankRecordings fireworks_reranks() {
  RerankRecordings recordings = jina_reranks();
  recordings.vendor = "fireworks";
  recordings.all = R"({"object":"list","model":"m","data":[{"index":1,"relevance_score":0.75},{"index":2,"relevance_score":0.5},{"index":0,"relevance_score":0.25}],"usage":{"prompt_tokens":123,"total_tokens":123}})";
  recordings.best = R"({"object":"list","model":"m","data":[{"index":1,"relevance_score":0.75,"document":"b"},{"index":2,"relevance_score":0.5,"document":" "}],"usage":{"total_tokens":123}})";
  recordings.list = R"({"object":"list","data":[RESULTS]})";
  recordings.tokens = 123;
  recordings.failures = {{401, R"({"error":{"object":"error","type":"invalid_request_error","code":"unauthorized","message":"unauthorized KEY"}})", ErrorCode::permission_denied, false},
                         {429, R"({"error":{"object":"error","type":"rate_limit_error","message":"too many requests"}})", ErrorCode::rate_limited, true}};
  return recordings;
}

RerankRecordings tei_reranks() {
  const std::string all = R"([{"index":1,"score":0.75},{"index":2,"score":0.5},{"index":0,"score":0.25}])";
  return {.vendor = "tei",
          .path = "/rerank",
          .body = R"({"model":"m","query":"q","texts":["a","b"," "]})",
          .all = all,
          .best = all,
          .result = R"({"index":INDEX,"score":SCORE})",
          .list = "[RESULTS]",
          .failures = {{401, R"({"error":"Unauthorized KEY","error_type":"backend"})", ErrorCode::permission_denied, false},
                       {413, R"({"error":"batch size 40 > maximum allowed batch size 32","error_type":"validation"})", ErrorCode::limit_exceeded, false},
                       {422, R"({"error":"Tokenization error","error_type":"tokenizer"})", ErrorCode::invalid_argument, false},
                       {429, R"({"error":"Model is overloaded","error_type":"overloaded"})", ErrorCode::rate_limited, true}}};
}

RerankRecordings bedrock_reranks() {
  const auto source = [](const std::string& text) {
    return R"({"type":"INLINE","inlineDocumentSource":{"type":"TEXT","textDocument":{"text":")" + text + R"("}}})";
  };
  return {.vendor = "bedrock",
          .path = "/rerank",
          .body = R"({"queries":[{"type":"TEXT","textQuery":{"text":"q"}}],"sources":[)" + source("a") + "," + source("b") + "," + source(" ") +
                  R"(],"rerankingConfiguration":{"type":"BEDROCK_RERANKING_MODEL","bedrockRerankingConfiguration":{"numberOfResults":2,"modelConfiguration":{"modelArn":"arn:aws:bedrock:eu-central-1::foundation-model/m"}}}})",
          .all = R"({"results":[{"index":1,"relevanceScore":0.75},{"index":2,"relevanceScore":0.5},{"index":0,"relevanceScore":0.25}]})",
          .best = R"({"results":[{"index":1,"relevanceScore":0.75,"document":{"type":"TEXT","textDocument":{"text":"b"}}},{"index":2,"relevanceScore":0.5}]})",
          .result = R"({"index":INDEX,"relevanceScore":SCORE})",
          .list = R"({"results":[RESULTS]})",
          .failures = {{403, R"({"message":"The security token included in the request is invalid. KEY"})", ErrorCode::permission_denied, false},
                       {400, R"({"message":"1 validation error detected: Value at 'sources' failed to satisfy constraint"})", ErrorCode::invalid_argument, false},
                       {429, R"({"message":"Too many requests, please wait before trying again. KEY"})", ErrorCode::rate_limited, true},
                       {500, R"({"message":"Internal server error"})", ErrorCode::overloaded, true}}};
}

}  // namespace

std::vector<RerankRecordings> rerank_recordings() {
  return {cohere_reranks(), jina_reranks(), vllm_reranks(), tei_reranks(), bedrock_reranks(),
          openrouter_reranks(), together_reranks(), fireworks_reranks()};
}

}  // namespace baton::test
