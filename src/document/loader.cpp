#include <baton/document/loader.hpp>

#include <ranges>
#include <utility>

#include <baton/document/media_type.hpp>

#include "document/gzip.hpp"
#include "document/html_loader.hpp"
#include "document/text_loader.hpp"

namespace baton::inline v0 {
namespace {

bool ends_with_gz(std::string_view path) { return path.ends_with(".gz") || path.ends_with(".GZ"); }

std::string_view without_gz(std::string_view path) {
  return ends_with_gz(path) ? path.substr(0, path.size() - 3) : path;
}

Error about(std::string_view source, const Error& error) {
  return {error.code(), "'" + std::string(source) + "': " + error.message()};
}

Error no_loader(std::string_view source, std::string_view type) {
  return {ErrorCode::unsupported, "'" + std::string(source) + "' is " + std::string(type) +
                                      ", which no loader takes: add a Loader for it or exclude it"};
}

Result<Document> load_plain(std::string_view source, std::string_view name, std::string_view bytes,
                            const LoadOptions& options) {
  const std::string_view type = media_type(name, bytes.substr(0, 512));
  const Loader* loader = options.loaders.find(type);
  if (loader == nullptr) return no_loader(source, type);
  auto document = loader->load({source, bytes, type}, options.limits);
  if (!document) return about(source, document.error());
  document->source = source;
  document->media_type = type;
  return document;
}

Result<Document> load_checked(std::string_view source, std::string_view bytes,
                              const LoadOptions& options) {
  if (!ends_with_gz(source) || !detail::is_gzip(bytes))
    return load_plain(source, source, bytes, options);
  const auto unpacked = detail::gunzip(bytes, options.limits);
  if (!unpacked) return about(source, unpacked.error());
  return load_plain(source, without_gz(source), *unpacked, options);
}

}  // namespace

Loader::~Loader() = default;

const Loaders& Loaders::defaults() {
  static const Loaders loaders = Loaders()
                                     .with(std::make_shared<detail::TextLoader>())
                                     .with(std::make_shared<detail::HtmlLoader>());
  return loaders;
}

Loaders Loaders::with(std::shared_ptr<const Loader> loader) const {
  if (!loader) throw Error(ErrorCode::invalid_argument, "a null Loader was added: pass a loader");
  Loaders copy = *this;
  copy.loaders_.push_back(std::move(loader));
  return copy;
}

const Loader* Loaders::find(std::string_view media_type) const {
  for (const auto& loader : std::views::reverse(loaders_)) {
    if (loader->takes(media_type)) return loader.get();
  }
  return nullptr;
}

Result<Document> load_bytes(std::string_view source, std::string_view bytes,
                            const LoadOptions& options) {
  if (bytes.size() > options.limits.bytes) {
    return Error(ErrorCode::limit_exceeded,
                 "'" + std::string(source) + "' has " + std::to_string(bytes.size()) +
                     " bytes, limits.bytes is " + std::to_string(options.limits.bytes));
  }
  auto document = capture([&] { return load_checked(source, bytes, options).value(); });
  return document;
}

Result<Document> load_file(const FsRoot& root, std::string_view path, const LoadOptions& options,
                           FileStat* stat) {
  const std::string_view type = media_type_of_name(without_gz(path));
  if (!type.empty() && options.loaders.find(type) == nullptr) {
    if (const auto found = root.stat(path); !found) return found.error();
    return no_loader(path, type);
  }
  const auto bytes = root.read(path, options.max_file_bytes, stat);
  if (!bytes) return bytes.error();
  return load_bytes(path, *bytes, options);
}

}  // namespace baton::inline v0
