#include <baton/provider/registry.hpp>

#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/builtin_vendors.hpp"

namespace baton::inline v0 {
namespace {

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
    for (Vendor& half : detail::builtin_vendors()) {
      Vendor& vendor = vendors_[half.name];
      vendor.name = half.name;
      if (half.chat) vendor.chat = std::move(half.chat);
      if (half.embedder) vendor.embedder = std::move(half.embedder);
      if (half.reranker) vendor.reranker = std::move(half.reranker);
      if (half.models) vendor.models = std::move(half.models);
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

/// What a vendor does in this matter. Throws `unsupported` with `lack` when it does nothing.
template <class Function>
Function asked(Function Vendor::*matter, const std::string& vendor, const char* lack) {
  Function found = Registry::instance().find(vendor).*matter;
  if (!found) throw Error(ErrorCode::unsupported, "the vendor '" + vendor + "' " + lack);
  return found;
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
  return Model(asked(&Vendor::chat, parts.vendor, "has no chat models")(parts.model, std::move(settings)));
}

std::shared_ptr<const Embedder> embedder(std::string_view name, ModelSettings settings) {
  const Name parts = split(name);
  return asked(&Vendor::embedder, parts.vendor, "has no embedding models")(parts.model, std::move(settings));
}

std::shared_ptr<const Reranker> reranker(std::string_view name, ModelSettings settings) {
  const Name parts = split(name);
  return asked(&Vendor::reranker, parts.vendor, "has no rerankers")(parts.model, std::move(settings));
}

Task<std::vector<ModelInfo>> list_models(std::string vendor, ModelSettings settings, Context context) {
  const auto models = asked(&Vendor::models, vendor, "does not list its models");
  co_return co_await models(std::move(settings), std::move(context));
}

}  // namespace baton::inline v0
