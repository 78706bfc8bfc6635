#include "document/tar_loader.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "document/load_budget.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t block = 512;

Error damaged(const char* what) {
  return {ErrorCode::data_corrupt, std::string("the tar archive is damaged: ") + what};
}

std::string_view field(std::string_view header, std::size_t at, std::size_t size) {
  const std::string_view all = header.substr(at, size);
  return all.substr(0, all.find('\0'));
}

/// Octal digits, or GNU's big-endian bytes behind a set top bit.
std::uint64_t number(std::string_view bytes) {
  std::uint64_t value = 0;
  if (static_cast<unsigned char>(bytes[0]) >= 0x80) {
    for (const char c : bytes.substr(bytes.size() - 8)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  for (const char c : bytes) {
    if (c >= '0' && c <= '7') value = value << 3 | static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

bool sum_fits(std::string_view header) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < block; ++at)
    sum += at >= 148 && at < 156 ? ' ' : static_cast<unsigned char>(header[at]);
  return sum == number(header.substr(148, 8));
}

/// The value of `key` in pax records, "LENGTH KEY=VALUE\n" each.
std::optional<std::string_view> pax_value(std::string_view records, std::string_view key) {
  while (!records.empty()) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(records.data(), records.data() + records.size(), length);
    const auto digits = static_cast<std::size_t>(end - records.data());
    if (error != std::errc() || length <= digits + 1 || length > records.size()) throw damaged("a pax record");
    const std::string_view record = records.substr(digits + 1, length - digits - 2);
    records.remove_prefix(length);
    if (record.starts_with(key) && record.substr(key.size()).starts_with('=')) return record.substr(key.size() + 1);
  }
  return std::nullopt;
}

class TarReader {
 public:
  TarReader(const LoadInput& input, const LoadOptions& options, const Context& context)
      : input_(input), options_(options), context_(context) {}

  Loaded read() {
    std::string_view rest = input_.bytes;
    while (rest.size() >= block) {
      context_.check();
      const std::string_view header = rest.substr(0, block);
      if (std::ranges::all_of(header, [](char c) { return c == '\0'; })) {
        rest = {};
        break;
      }
      if (!sum_fits(header)) throw damaged("the checksum of a header does not fit");
      rest.remove_prefix(block);
      const std::uint64_t size = size_.value_or(number(header.substr(124, 12)));
      if (size > rest.size()) throw damaged("it ends within a member");
      take(header, rest.substr(0, static_cast<std::size_t>(size)));
      rest.remove_prefix(std::min<std::size_t>(rest.size(), (static_cast<std::size_t>(size) + block - 1) / block * block));
    }
    // Some writers leave out the zeros at the end, but not the member of an extended header.
    if (!rest.empty() || promised_) throw damaged("it ends within a header");
    return std::move(loaded_);
  }

 private:
  void take(std::string_view header, std::string_view body) {
    const char kind = header[156];
    promised_ = kind == 'L' || kind == 'x' || kind == 'K';
    if (kind == 'L') {
      name_ = body.substr(0, body.find('\0'));
      return;
    }
    if (kind == 'x') {
      if (const auto path = pax_value(body, "path")) name_ = *path;
      if (const auto size = pax_value(body, "size")) {
        std::uint64_t value = 0;
        std::from_chars(size->data(), size->data() + size->size(), value);
        size_ = value;
      }
      return;
    }
    if (kind == '0' || kind == '\0' || kind == '7') {
      load_part(input_, name_of(header), body, options_, context_, loaded_);
    } else if (kind != '5' && kind != 'g' && kind != 'K') {
      loaded_.skipped.push_back({std::string(input_.source) + "!/" + part_name(name_of(header)),
                                 Error(ErrorCode::unsupported, "it is a link, device or sparse file in an archive")});
    }
    if (kind == 'K') return;  // the long name of a link's target stands before its header
    name_.clear();
    size_.reset();
  }

  std::string name_of(std::string_view header) const {
    std::string name = full_name(header);
    return name.starts_with("./") ? name.substr(2) : name;
  }

  std::string full_name(std::string_view header) const {
    if (!name_.empty()) return name_;
    const bool posix = header.substr(257, 6) == std::string_view("ustar\0", 6);
    const std::string_view folder = posix ? field(header, 345, 155) : std::string_view();
    const std::string name(field(header, 0, 100));
    return folder.empty() ? name : std::string(folder) + "/" + name;
  }

  const LoadInput& input_;
  const LoadOptions& options_;
  const Context& context_;
  Loaded loaded_;
  std::string name_;
  std::optional<std::uint64_t> size_;
  bool promised_ = false;  // the last header told of a member to come
};

}  // namespace

bool TarLoader::takes(std::string_view media_type) const { return media_type == "application/x-tar"; }

Result<Loaded> TarLoader::load(const LoadInput& input, const LoadOptions& options,
                               const Context& context) const {
  return TarReader(input, options, context).read();
}

}  // namespace baton::inline v0::detail
