#include "folder_item.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <baton/core/sha256.hpp>

#include "folder_plan.hpp"

namespace baton::inline v0 {
namespace {

bool may_pass(const Error& error) {
  return error.code() == ErrorCode::permission_denied || error.code() == ErrorCode::io_error ||
         error.code() == ErrorCode::not_found;
}

/// Over everything that is indexed of a file with its parts.
std::string fingerprint(const std::vector<Document>& documents) {
  std::string all;
  for (const Document& document : documents) {
    all += document.source + '\n' + document.media_type + '\n' + document.title + '\n' +
           document.text + '\0';
  }
  return to_hex(sha256(all));
}

MinHash hash_of(const std::vector<Document>& documents, std::size_t shingle_words) {
  std::string all;
  for (const Document& document : documents) all += document.text + '\n';
  return min_hash(all, shingle_words);
}

void append_chunks(const std::vector<Document>& documents, const IndexOptions& options,
                   std::vector<Chunk>& chunks) {
  for (const Document& document : documents) {
    auto cut = options.clean ? split_by(clean(document, *options.clean), options.split) : split_by(document, options.split);
    std::ranges::move(cut, std::back_inserter(chunks));
  }
  if (options.near_duplicates) drop_near_duplicates(chunks, *options.near_duplicates);
}

}  // namespace

FolderItem load_item(const FsRoot& root, const FolderFile& file, const FolderRecords& records,
                     const IndexOptions& options, const Context& context) {
  FolderItem item;
  DocumentRecord& record = item.update.record;
  FileStat stat = file.stat;
  const auto loaded = load_file(root, file.path, options.load, context, &stat);
  context.check();  // a file that was given up is not one that cannot be read
  record.source = file.path;
  record.state = state_of(stat);
  item.bytes = stat.size;
  const auto present = records.find(file.path);
  item.known = present != records.end();
  if (!loaded) {
    record.skipped = loaded.error().message();
    if (may_pass(loaded.error())) item.unreadable = loaded.error();
    return item;
  }
  for (const SkippedPart& part : loaded->skipped) {
    item.skipped_parts.push_back({part.source, part.reason.message()});
  }
  record.sha256 = fingerprint(loaded->documents);
  if (options.duplicate_files) item.hash = hash_of(loaded->documents, options.duplicate_files->shingle_words);
  item.same = item.known && present->second.skipped.empty() && present->second.sha256 == record.sha256;
  if (item.same) return item;
  if (!loaded->documents.empty()) {
    const Document& first = loaded->documents.front();
    record.media_type = first.media_type;
    record.title = first.title;
    record.metadata = first.metadata;
  }
  append_chunks(loaded->documents, options, item.update.chunks);
  return item;
}

}  // namespace baton::inline v0
