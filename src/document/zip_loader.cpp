#include "document/zip_loader.hpp"

#include <string>

#include <baton/document/media_type.hpp>

#include "document/load_budget.hpp"
#include "document/zip_archive.hpp"

namespace baton::inline v0::detail {
namespace {

void skip(const LoadInput& input, std::string_view name, const Error& reason, Loaded& loaded) {
  loaded.skipped.push_back({std::string(input.source) + "!/" + part_name(name), reason});
}

}  // namespace

bool ZipLoader::takes(std::string_view media_type) const { return media_type == "application/zip"; }

Result<Loaded> ZipLoader::load(const LoadInput& input, const LoadOptions& options,
                               const Context& context) const {
  ZipArchive zip(input, options, context);
  if (zip.size() > options.max_parts) {
    return Error(ErrorCode::limit_exceeded, "it has " + std::to_string(zip.size()) + " members, more than " +
                                                std::to_string(options.max_parts) +
                                                ": raise max_parts to read it");
  }
  Loaded loaded;
  for (std::size_t index = 0; index < zip.size(); ++index) {
    const std::string name = zip.name(index);
    if (name.ends_with('/')) continue;
    if (zip.is_link(index)) {
      skip(input, name, Error(ErrorCode::unsupported, "it is a symbolic link in an archive"), loaded);
      continue;
    }
    if (const auto type = media_type_of_name(name); !type.empty() && options.loaders.find(type) == nullptr) {
      load_part(input, name, {}, options, context, loaded);  // not unpacked only to be skipped
      continue;
    }
    const auto bytes = capture([&] { return zip.read(index); });
    if (bytes) {
      load_part(input, name, *bytes, options, context, loaded);
    } else if (bytes.error().code() == ErrorCode::data_corrupt || bytes.error().code() == ErrorCode::unsupported) {
      skip(input, name, bytes.error(), loaded);
    } else {
      return bytes.error();
    }
  }
  return loaded;
}

}  // namespace baton::inline v0::detail
