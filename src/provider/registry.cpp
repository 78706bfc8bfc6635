#include <baton/provider/registry.hpp>

#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/provider/offline.hpp>
#include <baton/provider/openai.hpp>

#include "provider/vendors.hpp"

namespace baton::inline v0 {
namespace {

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
  return vendor;
}

Vendor anthropic() {
  Vendor vendor;
  vendor.name = "anthropic";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return anthropic_model(detail::anthropic_options(std::move(model), std::move(settings)));
  };
  return vendor;
}

Vendor ollama() {
  Vendor vendor;
  vendor.name = "ollama";
  vendor.chat = [](std::string model, ModelSettings settings) {
    return ollama_model(detail::ollama_options(std::move(model), std::move(settings)));
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
  return vendor;
}

[[noreturn]] void no_offline(const std::string& model, const char* known) {
  throw Error(ErrorCode::not_found, "there is no \"offline/" + model + "\": known is \"" + known + "\"");
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
    vendors_.emplace("ollama", ollama());
    vendors_.emplace("offline", offline());
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

}  // namespace baton::inline v0
