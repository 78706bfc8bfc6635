#include <baton/provider/registry.hpp>

#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/provider/offline.hpp>
#include <baton/provider/openai.hpp>

#include "provider/azure/azure_options.hpp"
#include "provider/listing/vendor_listings.hpp"
#include "provider/vendors.hpp"

namespace baton::inline v0 {
namespace {

std::function<std::shared_ptr<const Reranker>(std::string, ModelSettings)> reranking(detail::RerankVendor row) {
  return [row](std::string model, ModelSettings settings) {
    return http_reranker(detail::reranker_options(row, std::move(model), std::move(settings)));
  };
}

Vendor openai_speaking(const detail::OpenAiVendor& row) {
  Vendor vendor;
  vendor.name = row.access.name;
  vendor.chat = [&row](std::string model, ModelSettings settings) {
    return openai_model(detail::options_of(row, std::move(model), std::move(settings)));
  };
  vendor.embedder = [&row](std::string model, ModelSettings settings) {
    OpenAiEmbedderOptions options;
    options.server = detail::options_of(row, std::move(model), std::move(settings));
    return openai_embedder(std::move(options));
  };
  vendor.models = [&row](ModelSettings settings, Context context) {
    auto options = detail::options_of(row, "", std::move(settings));
    return detail::list_pages(detail::openai_listing(std::move(options)), std::move(context));
  };
  if (row.reranks) vendor.reranker = reranking({.access = row.access});
  return vendor;
}

Vendor anthropic() {
  Vendor vendor;
  vendor.name = "anthropic";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return anthropic_model(detail::anthropic_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::anthropic_options("", std::move(settings));
    return detail::list_pages(detail::anthropic_listing(std::move(options)), std::move(context));
  };
  return vendor;
}

Vendor openai_responses() {
  Vendor vendor;
  vendor.name = "openai-responses";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return openai_responses_model(detail::responses_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::responses_options("", std::move(settings));
    return detail::list_pages(detail::openai_listing(std::move(options)), std::move(context));
  };
  return vendor;
}

Vendor azure() {
  Vendor vendor;
  vendor.name = "azure";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return azure_model(detail::azure_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::azure_chat_options(detail::azure_options("", std::move(settings)));
    return detail::list_pages(detail::openai_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    return azure_embedder(detail::azure_options(std::move(model), std::move(settings)));
  };
  return vendor;
}

Vendor azure_responses() {
  Vendor vendor;
  vendor.name = "azure-responses";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return azure_responses_model(detail::azure_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::azure_responses_options(detail::azure_options("", std::move(settings)));
    return detail::list_pages(detail::openai_listing(std::move(options)), std::move(context));
  };
  return vendor;
}

Vendor gemini() {
  Vendor vendor;
  vendor.name = "gemini";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return gemini_model(detail::gemini_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::gemini_options("", std::move(settings));
    return detail::list_pages(detail::gemini_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    GeminiEmbedderOptions options;
    options.server = detail::gemini_options(std::move(model), std::move(settings));
    return gemini_embedder(std::move(options));
  };
  return vendor;
}

Vendor vertex() {
  Vendor vendor;
  vendor.name = "vertex";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return vertex_model(detail::vertex_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::vertex_options("", std::move(settings));
    return detail::list_pages(detail::vertex_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    VertexEmbedderOptions options;
    options.server = detail::vertex_options(std::move(model), std::move(settings));
    return vertex_embedder(std::move(options));
  };
  return vendor;
}

Vendor cohere() {
  Vendor vendor;
  vendor.name = "cohere";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return cohere_model(detail::cohere_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::cohere_options("", std::move(settings));
    return detail::list_pages(detail::cohere_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    return cohere_embedder({.server = detail::cohere_options(std::move(model), std::move(settings))});
  };
  return vendor;
}

Vendor mistral() {
  Vendor vendor;
  vendor.name = "mistral";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return mistral_model(detail::mistral_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::mistral_embedder_options("", std::move(settings)).server;
    return detail::list_pages(detail::openai_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    return openai_embedder(detail::mistral_embedder_options(std::move(model), std::move(settings)));
  };
  return vendor;
}

Vendor jina() {
  Vendor vendor;
  vendor.name = "jina";
  vendor.embedder = [](std::string model, ModelSettings settings) {
    return jina_embedder(detail::jina_options(std::move(model), std::move(settings)));
  };
  return vendor;
}

Vendor watsonx() {
  Vendor vendor;
  vendor.name = "watsonx";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return watsonx_model(detail::watsonx_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::watsonx_options("", std::move(settings));
    return detail::list_pages(detail::watsonx_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    WatsonxEmbedderOptions options;
    options.server = detail::watsonx_options(std::move(model), std::move(settings));
    return watsonx_embedder(std::move(options));
  };
  vendor.reranker = [](std::string model, ModelSettings settings) {
    WatsonxRerankerOptions options;
    options.server = detail::watsonx_options(std::move(model), std::move(settings));
    return watsonx_reranker(std::move(options));
  };
  return vendor;
}

Vendor ollama() {
  Vendor vendor;
  vendor.name = "ollama";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return ollama_model(detail::ollama_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::ollama_options("", std::move(settings));
    return detail::list_pages(detail::ollama_listing(std::move(options)), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    return ollama_embedder({.server = detail::ollama_options(std::move(model), std::move(settings))});
  };
  return vendor;
}

Vendor bedrock() {
  Vendor vendor;
  vendor.name = "bedrock";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return bedrock_model(detail::bedrock_options(std::move(model), std::move(settings)));
  };
  vendor.models = [](ModelSettings settings, Context context) {
    auto options = detail::bedrock_options("", std::move(settings), detail::BedrockDoor::models);
    return detail::list_bedrock_models(std::move(options), std::move(context));
  };
  vendor.embedder = [](std::string model, ModelSettings settings) {
    BedrockEmbedderOptions options;
    options.server = detail::bedrock_options(std::move(model), std::move(settings));
    return bedrock_embedder(std::move(options));
  };
  vendor.reranker = [](std::string model, ModelSettings settings) {
    BedrockRerankerOptions options;
    options.server = detail::bedrock_options(std::move(model), std::move(settings), detail::BedrockDoor::reranking);
    return bedrock_reranker(std::move(options));
  };
  return vendor;
}

[[noreturn]] void no_offline(const std::string& model, const char* known) {
  throw Error(ErrorCode::not_found, "there is no \"offline/" + model + "\": known is \"" + known + "\"");
}

Task<std::vector<ModelInfo>> offline_models() {
  ModelInfo extractive{.id = "extractive", .uses = {ModelInfo::Use::chat}};
  ModelInfo hashing{.id = "hashing", .uses = {ModelInfo::Use::embedding}};
  co_return std::vector<ModelInfo>{std::move(extractive), std::move(hashing)};
}

Vendor offline() {
  Vendor vendor;
  vendor.name = "offline";
  vendor.chat = [](const std::string& model, const ModelSettings&) {
    if (model != "extractive") no_offline(model, "offline/extractive");
    return extractive_model();
  };
  vendor.embedder = [](const std::string& model, const ModelSettings&) {
    if (model != "hashing") no_offline(model, "offline/hashing");
    return hashing_embedder();
  };
  vendor.models = [](ModelSettings, Context) { return offline_models(); };
  return vendor;
}

/// All vendors of the process.
class Registry {
 public:
  static Registry& instance() {
    static Registry registry;
    return registry;
  }

  void add(Vendor vendor) {
    const std::lock_guard lock(mutex_);
    if (!added_.insert(vendor.name).second) {
      throw Error(ErrorCode::already_exists, "a vendor '" + vendor.name + "' was registered before");
    }
    vendors_.insert_or_assign(vendor.name, std::move(vendor));
  }

  /// A copy, so that no lock is held while a factory runs.
  [[nodiscard]] Vendor find(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    if (const auto at = vendors_.find(name); at != vendors_.end()) return at->second;
    std::string known;
    for (const auto& [each, vendor] : vendors_) known += (known.empty() ? "" : ", ") + each;
    throw Error(ErrorCode::not_found, "no vendor '" + name + "': known are " + known);
  }

  [[nodiscard]] std::vector<std::string> names() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const auto& [name, vendor] : vendors_) all.push_back(name);
    return all;
  }

 private:
  Registry() {
    for (const auto& row : detail::openai_vendors()) {
      vendors_.emplace(std::string(row.access.name), openai_speaking(row));
    }
    vendors_.emplace("anthropic", anthropic());
    vendors_.emplace("bedrock", bedrock());
    vendors_.emplace("cohere", cohere());
    vendors_.emplace("gemini", gemini());
    vendors_.emplace("jina", jina());
    vendors_.emplace("openai-responses", openai_responses());
    vendors_.emplace("azure", azure());
    vendors_.emplace("azure-responses", azure_responses());
    vendors_.emplace("offline", offline());
    vendors_.emplace("ollama", ollama());
    vendors_.emplace("vertex", vertex());
    vendors_.emplace("mistral", mistral());
    vendors_.emplace("watsonx", watsonx());
    for (const auto& row : detail::rerank_vendors()) {
      Vendor& vendor = vendors_[std::string(row.access.name)];
      vendor.name = row.access.name;
      vendor.reranker = reranking(row);
    }
  }

  mutable std::mutex mutex_;
  std::map<std::string, Vendor> vendors_;
  std::set<std::string> added_;
};

struct Name {
  std::string vendor;
  std::string model;
};

Name split(std::string_view name) {
  const auto slash = name.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size()) {
    throw Error(ErrorCode::invalid_argument, "'" + std::string(name) +
                                                 "' is not a model's name: write it as vendor/model, "
                                                 "like openai/gpt-4.1-mini");
  }
  return {std::string(name.substr(0, slash)), std::string(name.substr(slash + 1))};
}

}  // namespace

void register_vendor(Vendor vendor) {
  if (vendor.name.empty() || vendor.name.find('/') != std::string::npos) {
    throw Error(ErrorCode::invalid_argument, "a vendor's name must have a letter and no slash");
  }
  Registry::instance().add(std::move(vendor));
}

std::vector<std::string> known_vendors() { return Registry::instance().names(); }

Model model(std::string_view name, ModelSettings settings) {
  const Name parts = split(name);
  const Vendor vendor = Registry::instance().find(parts.vendor);
  if (!vendor.chat) {
    throw Error(ErrorCode::unsupported, "the vendor '" + parts.vendor + "' has no chat models");
  }
  return Model(vendor.chat(parts.model, std::move(settings)));
}

std::shared_ptr<const Embedder> embedder(std::string_view name, ModelSettings settings) {
  const Name parts = split(name);
  const Vendor vendor = Registry::instance().find(parts.vendor);
  if (!vendor.embedder) {
    throw Error(ErrorCode::unsupported, "the vendor '" + parts.vendor + "' has no embedding models");
  }
  return vendor.embedder(parts.model, std::move(settings));
}

std::shared_ptr<const Reranker> reranker(std::string_view name, ModelSettings settings) {
  const Name parts = split(name);
  const Vendor vendor = Registry::instance().find(parts.vendor);
  if (!vendor.reranker) {
    throw Error(ErrorCode::unsupported, "the vendor '" + parts.vendor + "' has no rerankers");
  }
  return vendor.reranker(parts.model, std::move(settings));
}

Task<std::vector<ModelInfo>> list_models(std::string vendor, ModelSettings settings, Context context) {
  const Vendor found = Registry::instance().find(vendor);
  if (!found.models) {
    throw Error(ErrorCode::unsupported, "the vendor '" + vendor + "' does not list its models");
  }
  co_return co_await found.models(std::move(settings), std::move(context));
}

}  // namespace baton::inline v0
