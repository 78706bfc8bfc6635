#include <baton/document/loader.hpp>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>
#include <baton/document/media_type.hpp>

#include "core/is_stop.hpp"
#include "document/default_loaders.hpp"
#include "document/gzip.hpp"
#include "document/load_budget.hpp"

namespace baton::inline v0 {
namespace {

bool ends_with_gz(std::string_view path) {
  return path.ends_with(".gz") || path.ends_with(".GZ") || path.ends_with(".tgz");
}

/// A compressed tar archive is known by its bytes.
std::string_view without_gz(std::string_view path) {
  return ends_with_gz(path) ? path.substr(0, path.rfind('.')) : path;
}

Error about(std::string_view source, const Error& error) {
  return {error.code(), "'" + std::string(source) + "': " + error.message()};
}

Error no_loader(std::string_view source, std::string_view type) {
  return {ErrorCode::unsupported, "'" + std::string(source) + "' is " + std::string(type) +
                                      ", which no loader takes: add a Loader for it or exclude it"};
}

/// What to load: the type is found out unless it is told.
struct Job {
  std::string_view source;
  std::string_view bytes;
  std::string_view type;
  LoadBudget* budget;
};

void name_documents(Loaded& loaded, std::string_view source, std::string_view type) {
  for (Document& document : loaded.documents) {
    if (document.source.empty()) document.source = source;
    if (document.media_type.empty()) document.media_type = type;
  }
}

Loaded load_plain(const Job& job, std::string_view name, std::string_view bytes,
                  const LoadOptions& options, const Context& context) {
  const std::string_view type =
      job.type.empty() ? media_type(name, bytes.substr(0, 512)) : job.type;
  const Loader* loader = options.loaders.find(type);
  if (loader == nullptr) throw no_loader(job.source, type);
  auto loaded = capture([&] {
    return loader->load({job.source, bytes, type, job.budget}, options, context).value();
  });
  if (!loaded) throw is_stop(loaded.error()) ? loaded.error() : about(job.source, loaded.error());
  name_documents(*loaded, job.source, type);
  return *std::move(loaded);
}

Loaded load_any(const Job& job, const LoadOptions& options, const Context& context) {
  context.check();
  if (!ends_with_gz(job.source) || !detail::is_gzip(job.bytes))
    return load_plain(job, job.source, job.bytes, options, context);
  const LoadInput input{job.source, job.bytes, {}, job.budget};
  Limits limits = options.limits;
  limits.bytes = detail::room_for(input, options);
  const auto unpacked = detail::gunzip(job.bytes, limits);
  if (!unpacked) throw about(job.source, unpacked.error());
  detail::charge(input, options, unpacked->size());
  return load_plain(job, without_gz(job.source), *unpacked, options, context);
}

/// "PART" of "FILE!/PART".
void note_parts(Loaded& loaded, std::string_view file) {
  for (Document& document : loaded.documents) {
    if (document.source.size() <= file.size() + 2) continue;
    nlohmann::json metadata = document.metadata.ref();
    if (!metadata.is_object()) metadata = nlohmann::json::object();
    metadata["part"] = sanitize_utf8(std::string_view(document.source).substr(file.size() + 2));
    document.metadata = std::move(metadata);
  }
}

}  // namespace

Loader::~Loader() = default;

const Loaders& Loaders::defaults() {
  static const Loaders loaders = detail::default_loaders();
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

Result<Loaded> load_bytes(std::string_view source, std::string_view bytes,
                          const LoadOptions& options, const Context& context, std::string_view type) {
  if (bytes.size() > options.limits.bytes) {
    return Error(ErrorCode::limit_exceeded,
                 "'" + std::string(source) + "' has " + std::to_string(bytes.size()) +
                     " bytes, limits.bytes is " + std::to_string(options.limits.bytes));
  }
  LoadBudget budget = detail::whole_budget(options);
  return capture([&] {
    Loaded loaded = load_any({source, bytes, type, &budget}, options, context);
    note_parts(loaded, source);
    return loaded;
  });
}

Result<Loaded> load_file(const FsRoot& root, std::string_view path, const LoadOptions& options,
                         const Context& context, FileStat* stat) {
  const std::string_view type = media_type_of_name(without_gz(path));
  if (!type.empty() && options.loaders.find(type) == nullptr) {
    if (const auto found = root.stat(path); !found) return found.error();
    return no_loader(path, type);
  }
  const auto bytes = root.read(path, options.max_file_bytes, stat);
  if (!bytes) return bytes.error();
  return load_bytes(path, *bytes, options, context);
}

void load_part(const LoadInput& container, std::string_view name, std::string_view bytes,
               const LoadOptions& options, const Context& context, Loaded& into,
               std::string_view type) {
  LoadBudget own = detail::whole_budget(options);
  LoadBudget& budget = container.budget == nullptr ? own : *container.budget;
  detail::take_part(budget, options);
  detail::charge({{}, {}, {}, &budget}, options, bytes.size());
  std::string source = std::string(container.source) + "!/" + detail::part_name(name);
  if (budget.nesting == 0) {
    into.skipped.push_back({std::move(source), detail::too_nested(options)});
    return;
  }
  --budget.nesting;
  auto loaded =
      capture([&] { return load_any({source, bytes, type, &budget}, options, context); });
  ++budget.nesting;
  if (!loaded && is_stop(loaded.error())) throw loaded.error();
  if (!loaded) {
    into.skipped.push_back({std::move(source), loaded.error()});
    return;
  }
  std::ranges::move(loaded->documents, std::back_inserter(into.documents));
  std::ranges::move(loaded->skipped, std::back_inserter(into.skipped));
}

}  // namespace baton::inline v0
