#include "document/zip_archive.hpp"

#include <array>

#include <sys/stat.h>
#include <zip.h>

#include "document/load_budget.hpp"

namespace baton::inline v0::detail {
namespace {

Error zip_failure(int code, const char* what) {
  const bool foreign = code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP ||
                       code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD;
  if (code == ZIP_ER_MEMORY) return {ErrorCode::internal, "libzip is out of memory"};
  return {foreign ? ErrorCode::unsupported : ErrorCode::data_corrupt,
          std::string("the zip archive cannot be read: ") + what};
}

Error failure_of(zip_error_t* error) {
  return zip_failure(zip_error_code_zip(error), zip_error_strerror(error));
}

zip* open_zip(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const Error failure = failure_of(&error);
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    throw failure;
  }
  zip_error_fini(&error);
  return archive;
}

struct CloseMember {
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const noexcept { zip_discard(archive); }

ZipArchive::ZipArchive(const LoadInput& input, const LoadOptions& options, const Context& context)
    : input_(input), options_(options), context_(context), archive_(open_zip(input.bytes)) {
  size_ = static_cast<std::size_t>(zip_get_num_entries(archive_.get(), 0));
}

std::string ZipArchive::name(std::size_t index) const {
  const char* found = zip_get_name(archive_.get(), index, ZIP_FL_ENC_GUESS);
  if (found == nullptr) throw failure_of(zip_get_error(archive_.get()));
  return found;
}

bool ZipArchive::is_link(std::size_t index) const {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive_.get(), index, 0, &system, &attributes) != 0) return false;
  return system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

void ZipArchive::append_block(std::string& out, const char* block, std::size_t bytes) {
  context_.check();
  unpacked_ += bytes;
  if (out.size() + bytes > room_for(input_, options_) || unpacked_ > options_.limits.bytes)
    charge(input_, options_, options_.limits.bytes + 1);  // fails
  check_ratio(input_.bytes.size(), unpacked_, options_.limits);
  out.append(block, bytes);
}

std::string ZipArchive::read(std::size_t index) {
  const std::unique_ptr<zip_file_t, CloseMember> file(zip_fopen_index(archive_.get(), index, 0));
  if (!file) throw failure_of(zip_get_error(archive_.get()));
  std::string out;
  std::array<char, std::size_t{64} << 10> block;
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), block.data(), block.size());
    if (got < 0) throw failure_of(zip_file_get_error(file.get()));
    if (got == 0) return out;
    append_block(out, block.data(), static_cast<std::size_t>(got));
  }
}

std::optional<std::string> ZipArchive::find(std::string_view member) {
  const zip_int64_t index =
      zip_name_locate(archive_.get(), std::string(member).c_str(), ZIP_FL_ENC_GUESS);
  if (index < 0) return std::nullopt;
  std::string bytes = read(static_cast<std::size_t>(index));
  charge(input_, options_, bytes.size());
  return bytes;
}

}  // namespace baton::inline v0::detail
