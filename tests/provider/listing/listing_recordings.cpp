#include "provider/listing/listing_recordings.hpp"

namespace baton::test {
namespace {

using Use = ModelInfo::Use;

std::chrono::sys_seconds list_time(std::int64_t seconds) { return std::chrono::sys_seconds(std::chrono::seconds(seconds)); }

const std::string list_openai_error =
    R"({"error":{"message":"Incorrect API key provided: KEY.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})";

// OpenAI API reference, "List models".
ListingRecordings openai_list(const std::string& vendor) {
  return {.vendor = vendor,
          .target = "/models",
          .key_header = "authorization",
          .key_prefix = "Bearer ",
          .page = R"({"object":"list","data":[
            {"id":"model-id-0","object":"model","created":1686935002,"owned_by":"organization-owner"},
            {"id":"model-id-1","object":"model","created":1686935002,"owned_by":"organization-owner"},
            {"id":"model-id-2","object":"model","created":1686935002,"owned_by":"openai"}]})",
          .models = {{.id = "model-id-0", .created = list_time(1'686'935'002)},
                     {.id = "model-id-1", .created = list_time(1'686'935'002)},
                     {.id = "model-id-2", .created = list_time(1'686'935'002)}},
          .empty = R"({"object":"list","data":[]})",
          .error = list_openai_error};
}

// DeepSeek API docs, "Lists Models": without times.
ListingRecordings deepseek_list() {
  ListingRecordings recordings = openai_list("deepseek");
  recordings.page = R"({"object":"list","data":[{"id":"deepseek-chat","object":"model","owned_by":"deepseek"},
    {"id":"deepseek-reasoner","object":"model","owned_by":"deepseek"}]})";
  recordings.models = {{.id = "deepseek-chat"}, {.id = "deepseek-reasoner"}};
  return recordings;
}

// Groq API reference, "List models".
ListingRecordings groq_list() {
  ListingRecordings recordings = openai_list("groq");
  recordings.page = R"({"object":"list","data":[
    {"id":"llama-3.1-8b-instant","object":"model","created":1693721698,"owned_by":"Meta","active":true,
     "context_window":131072,"public_apps":null,"max_completion_tokens":8192}]})";
  recordings.models = {{.id = "llama-3.1-8b-instant", .context_window = 131'072, .max_output_tokens = 8'192,
                        .created = list_time(1'693'721'698)}};
  return recordings;
}

// https://openrouter.ai/docs/client-sdks/typescript/models/operations/getmodelsresponse
ListingRecordings openrouter_list() {
  const std::string model =
      R"({"architecture":{"input_modalities":["text"],"instruct_type":"chatml","modality":"text->text","output_modalities":["text"],"tokenizer":"GPT"},"canonical_slug":"openai/gpt-4","context_length":8192,"created":1692901234,"default_parameters":null,"id":"openai/gpt-4","links":{"details":"/api/v1/models/openai/gpt-4/endpoints"},"name":"GPT-4","per_request_limits":null,"pricing":{"completion":"0.00006","prompt":"0.00003"},"supported_parameters":["temperature"],"top_provider":{"context_length":8192,"is_moderated":true,"max_completion_tokens":4096}})";
  ListingRecordings recordings = openai_list("openrouter");
  recordings.page = R"({"data":[)" + model + R"(],"links":{"next":null},"total_count":1})";
  recordings.models = {{.id = "openai/gpt-4", .display_name = "GPT-4", .context_window = 8'192,
                        .max_output_tokens = 4'096, .created = list_time(1'692'901'234), .uses = {Use::chat}}};
  recordings.first = R"({"data":[],"links":{"next":"/api/v1/models?offset=500&limit=500"},"total_count":501})";
  recordings.second_target = "/models?offset=500";
  return recordings;
}

// https://docs.together.ai/reference/models
ListingRecordings together_list() {
  ListingRecordings recordings = openai_list("together");
  recordings.page = R"json([{"id":"Austism/chronos-hermes-13b","object":"model","created":1692896905,"type":"chat",
     "display_name":"Chronos Hermes (13B)","organization":"Austism","license":"other","context_length":2048,
     "pricing":{"hourly":0,"input":0.3,"output":0.3,"base":0,"finetune":0}},
    {"id":"e","type":"embedding"},{"id":"r","type":"rerank"},{"id":"i","type":"image"}])json";
  recordings.models = {{.id = "Austism/chronos-hermes-13b", .display_name = "Chronos Hermes (13B)",
                        .context_window = 2'048, .created = list_time(1'692'896'905), .uses = {Use::chat}},
                       {.id = "e", .uses = {Use::embedding}},
                       {.id = "r", .uses = {Use::reranking}},
                       {.id = "i"}};
  recordings.empty = "[]";
  return recordings;
}

// vLLM's OpenAI-compatible server: ModelCard.
ListingRecordings vllm_list() {
  ListingRecordings recordings = openai_list("vllm");
  recordings.page = R"({"object":"list","data":[{"id":"Qwen/Qwen3-8B","object":"model","created":1764288000,
    "owned_by":"vllm","root":"Qwen/Qwen3-8B","parent":null,"max_model_len":40960,"permission":[]}]})";
  recordings.models = {{.id = "Qwen/Qwen3-8B", .context_window = 40'960, .created = list_time(1'764'288'000)}};
  return recordings;
}

// Azure OpenAI REST reference, "Models - List"; "inference" and its like are passed over.
ListingRecordings azure_list(const std::string& vendor) {
  ListingRecordings recordings = openai_list(vendor);
  recordings.target = "/openai/v1/models";
  recordings.key_header = "api-key";
  recordings.key_prefix = "";
  recordings.page = R"({"data":[
    {"status":"succeeded","capabilities":{"fine_tune":true,"inference":true,"completion":true,"chat_completion":false,"embeddings":false},
     "lifecycle_status":"generally-available","deprecation":{"fine_tune":1677662127,"inference":1709284527},"id":"curie","created_at":1646126127,"object":"model"},
    {"capabilities":{"chat_completion":true,"embeddings":false},"id":"gpt-4.1","created_at":1646126127,"object":"model"},
    {"capabilities":{"chat_completion":false,"embeddings":true},"id":"text-embedding-3-small","object":"model"}],"object":"list"})";
  recordings.models = {{.id = "curie", .created = list_time(1'646'126'127)},
                       {.id = "gpt-4.1", .created = list_time(1'646'126'127), .uses = {Use::chat}},
                       {.id = "text-embedding-3-small", .uses = {Use::embedding}}};
  recordings.error =
      R"({"error":{"code":"401","message":"Access denied due to invalid subscription key KEY or wrong API endpoint."}})";
  return recordings;
}

// Mistral API docs, "List Models", and basemodelcard.py of Mistral's Python SDK.
ListingRecordings mistral_list() {
  ListingRecordings recordings = openai_list("mistral");
  recordings.page = R"({"object":"list","data":[{"id":"mistral-small-2603","object":"model","created":1764288000,
    "owned_by":"mistralai","capabilities":{"completion_chat":true,"completion_fim":false,"function_calling":true,"vision":true},
    "name":"mistral-small-2603","description":"…","max_context_length":131072,"aliases":["mistral-small-latest"],
    "deprecation":null,"type":"base"},
    {"id":"mistral-embed","capabilities":{"completion_chat":false},"name":null,"max_context_length":8192,"type":"base"}]})";
  recordings.models = {{.id = "mistral-small-2603", .display_name = "mistral-small-2603", .context_window = 131'072,
                        .created = list_time(1'764'288'000), .uses = {Use::chat}},
                       {.id = "mistral-embed", .context_window = 8'192}};
  recordings.error = R"({"message":"Unauthorized: KEY","request_id":"7"})";
  return recordings;
}

// Claude API reference, "List Models"; Anthropic's Python SDK, types/model_info.py.
ListingRecordings anthropic_list() {
  return {.vendor = "anthropic",
          .target = "/v1/models?limit=1000",
          .key_header = "x-api-key",
          .key_prefix = "",
          .page = R"({"data":[{"type":"model","id":"claude-opus-4-6","display_name":"Claude Opus 4.6",
            "created_at":"2026-02-04T00:00:00Z","max_input_tokens":200000,"max_tokens":128000,"lifecycle":"active",
            "capabilities":{"batch":{"supported":true}},"line":null},
            {"type":"model","id":"claude-2.0","display_name":"Claude 2","created_at":"1970-01-01T00:00:00Z","lifecycle":"retired"},
            {"type":"model","id":"claude-haiku-4-5","display_name":"Claude Haiku 4.5","created_at":"1970-01-01T00:00:00Z",
             "max_input_tokens":null,"lifecycle":"deprecated"}],
            "first_id":"claude-opus-4-6","has_more":false,"last_id":"claude-haiku-4-5"})",
          .models = {{.id = "claude-opus-4-6", .display_name = "Claude Opus 4.6", .context_window = 200'000,
                      .max_output_tokens = 128'000, .created = list_time(1'770'163'200), .uses = {Use::chat}},
                     {.id = "claude-haiku-4-5", .display_name = "Claude Haiku 4.5", .uses = {Use::chat}}},
          .empty = R"({"data":[],"first_id":null,"has_more":false,"last_id":null})",
          .first = R"({"data":[],"first_id":"a","has_more":true,"last_id":"claude-opus-4-6"})",
          .second_target = "/v1/models?limit=1000&after_id=claude-opus-4-6",
          .error = R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key KEY"}})"};
}

// https://ai.google.dev/api/models
ListingRecordings gemini_list() {
  return {.vendor = "gemini",
          .target = "/models?pageSize=1000",
          .key_header = "x-goog-api-key",
          .key_prefix = "",
          .page = R"({"models":[{"name":"models/gemini-3.8-flash","version":"3.8","displayName":"Gemini 3.8 Flash",
            "description":"Fast","inputTokenLimit":1048576,"outputTokenLimit":65536,
            "supportedGenerationMethods":["generateContent","countTokens","createCachedContent"],"temperature":1,"topK":64},
            {"name":"models/gemini-embedding-001","displayName":"Gemini Embedding 001","inputTokenLimit":2048,
             "outputTokenLimit":1,"supportedGenerationMethods":["embedContent","countTextTokens"]},
            {"name":"tunedModels/mine","supportedGenerationMethods":[7,null]}]})",
          .models = {{.id = "gemini-3.8-flash", .display_name = "Gemini 3.8 Flash", .context_window = 1'048'576,
                      .max_output_tokens = 65'536, .uses = {Use::chat}},
                     {.id = "gemini-embedding-001", .display_name = "Gemini Embedding 001", .context_window = 2'048,
                      .max_output_tokens = 1, .uses = {Use::embedding}},
                     {.id = "tunedModels/mine"}},
          .empty = "{}",
          .first = R"({"models":[],"nextPageToken":"Ch Bt+/="})",
          .second_target = "/models?pageSize=1000&pageToken=Ch%20Bt%2B%2F%3D",
          .error_status = 400,
          .error = R"({"error":{"code":400,"message":"API key not valid. Please pass a valid API key. KEY",
            "status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}})"};
}

// Google's discovery document of aiplatform v1beta1, "publishers.models.list".
ListingRecordings vertex_list() {
  return {.vendor = "vertex",
          .target = "/models?pageSize=100",
          .key_header = "authorization",
          .key_prefix = "Bearer ",
          .page = R"({"publisherModels":[{"name":"publishers/google/models/gemini-3.8-flash","versionId":"default",
            "openSourceCategory":"PROPRIETARY","launchStage":"GA","supportedActions":{"openGenerationAiStudio":{"references":{},"title":"Open"}},
            "publisherModelTemplate":"projects/{project}/locations/{location}/publishers/google/models/gemini-3.8-flash@default"},
            {"name":"publishers/google/models/gemini-embedding-001","launchStage":"GA"},{"versionId":"001"}]})",
          .models = {{.id = "gemini-3.8-flash"}, {.id = "gemini-embedding-001"}},
          .empty = "{}",
          .first = R"({"publisherModels":[],"nextPageToken":"Ch Bt+/="})",
          .second_target = "/models?pageSize=100&pageToken=Ch%20Bt%2B%2F%3D",
          .error = R"({"error":{"code":401,"message":"Request had invalid authentication credentials KEY","status":"UNAUTHENTICATED"}})"};
}

// Cohere API reference, "List Models"; Cohere's Python SDK, types/get_model_response.py.
ListingRecordings cohere_list() {
  return {.vendor = "cohere",
          .target = "/v1/models?page_size=1000",
          .key_header = "authorization",
          .key_prefix = "Bearer ",
          .page = R"({"models":[{"name":"command-a-03-2025","is_deprecated":false,"endpoints":["generate","chat","summarize"],
            "finetuned":false,"context_length":288000.0,"tokenizer_url":"https://x","default_endpoints":[],"features":["tools"]},
            {"name":"embed-v4.0","endpoints":["embed","classify"],"context_length":128000},
            {"name":"rerank-v3.5","endpoints":["rerank"],"context_length":4096}]})",
          .models = {{.id = "command-a-03-2025", .context_window = 288'000, .uses = {Use::chat}},
                     {.id = "embed-v4.0", .context_window = 128'000, .uses = {Use::embedding}},
                     {.id = "rerank-v3.5", .context_window = 4'096, .uses = {Use::reranking}}},
          .empty = R"({"models":[]})",
          .first = R"({"models":[],"next_page_token":"cGFnZQ=="})",
          .second_target = "/v1/models?page_size=1000&page_token=cGFnZQ%3D%3D",
          .error = R"({"message":"invalid api token KEY"})"};
}

// Ollama's docs/api.md, "List Local Models"; the second as its api/types.go has it since 2026.
ListingRecordings ollama_list() {
  return {.vendor = "ollama",
          .target = "/api/tags",
          .key_header = "authorization",
          .key_prefix = "Bearer ",
          .page = R"({"models":[{"name":"deepseek-r1:latest","model":"deepseek-r1:latest",
            "modified_at":"2025-05-10T08:06:48.639712648-07:00","size":4683075271,
            "digest":"0a8c266910232fd3291e71e5ba1e058cc5af9d411192cf88b6d30e92b6e73163",
            "details":{"parent_model":"","format":"gguf","family":"qwen2","families":["qwen2"],
            "parameter_size":"7.6B","quantization_level":"Q4_K_M"}},
            {"name":"gemma4:latest","model":"gemma4:latest","modified_at":"2025-10-03T23:34:03.409490317-07:00","size":9608350245,
             "digest":"c6eb396dbd5992bbe3f5cdb947e8bbc0ee413d7c17e2beaae69f5d569cf982eb","details":{"family":"gemma4","context_length":131072},
             "capabilities":["completion","vision","tools","thinking"]},
            {"name":"embeddinggemma:latest","details":{"context_length":2048,"embedding_length":768},"capabilities":["embedding"]}]})",
          .models = {{.id = "deepseek-r1:latest", .created = list_time(1'746'889'608)},
                     {.id = "gemma4:latest", .context_window = 131'072, .created = list_time(1'759'559'643), .uses = {Use::chat}},
                     {.id = "embeddinggemma:latest", .context_window = 2'048, .uses = {Use::embedding}}},
          .empty = R"({"models":[]})",
          .error = R"({"error":"unauthorized: KEY"})"};
}

// IBM's SDK for Java, foundation_model_response.json in its tests; IBM's SDK for Node.js, FoundationModels.
ListingRecordings watsonx_list() {
  const std::string target = "/ml/v1/foundation_model_specs?version=2026-08-11&limit=200";
  return {.vendor = "watsonx",
          .target = target,
          .key_header = "authorization",
          .key_prefix = "Bearer ",
          .page = R"({"limit":100,"first":{"href":"https://eu-de.ml.cloud.ibm.com/ml/v1/foundation_model_specs?version=V"},
            "total_count":2,"resources":[{"model_id":"ibm/granite-4-h-small","label":"granite-4-h-small","provider":"IBM",
            "source":"IBM","functions":[{"id":"autoai_rag"},{"id":"image_chat"},{"id":"text_chat"}],"input_tier":"class_1",
            "model_limits":{"max_sequence_length":131072,"max_output_tokens":16384},
            "limits":{"lite":{"call_time":"5m0s","max_output_tokens":2048}},"lifecycle":[{"id":"available","start_date":"2024-04-11"}]},
            {"model_id":"ibm/slate-125m-english-rtrvr","label":"slate-125m-english-rtrvr","provider":"IBM",
             "functions":[{"id":"embedding"},{"id":"rerank"},{"id":"similarity"}],"model_limits":{"max_sequence_length":512,"embedding_dimension":768}}]})",
          .models = {{.id = "ibm/granite-4-h-small", .display_name = "granite-4-h-small", .context_window = 131'072,
                      .max_output_tokens = 16'384, .created = list_time(1'712'793'600), .uses = {Use::chat}},
                     {.id = "ibm/slate-125m-english-rtrvr", .display_name = "slate-125m-english-rtrvr",
                      .context_window = 512, .uses = {Use::embedding, Use::reranking}}},
          .empty = R"({"limit":100,"first":{"href":"x"},"resources":[]})",
          .first = R"({"limit":100,"resources":[],"next":{"href":"https://eu-de.ml.cloud.ibm.com/ml/v1/foundation_model_specs?version=V&start=g1AAAA&limit=100"}})",
          .second_target = target + "&start=g1AAAA",
          .error = R"({"errors":[{"code":"authentication_token_not_valid","message":"Failed to authenticate KEY"}],"trace":"t","status_code":401})"};
}

}  // namespace

std::vector<ListingRecordings> listing_recordings() {
  return {openai_list("openai"), openai_list("openai-responses"), openai_list("xai"), openai_list("fireworks"), openai_list("lmstudio"),
          openai_list("llamacpp"), openai_list("openai-compatible"), deepseek_list(), groq_list(), openrouter_list(), together_list(), vllm_list(),
          azure_list("azure"), azure_list("azure-responses"), mistral_list(), anthropic_list(), gemini_list(), vertex_list(), cohere_list(), ollama_list(), watsonx_list()};
}

}  // namespace baton::test
