#include "document/gzip.hpp"

#include <algorithm>
#include <limits>

#include <zlib.h>

#include "document/load_budget.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10;

class Inflater {
 public:
  Inflater(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {
    // 16 more than the window's bits asks for the gzip wrapper only.
    ready_ = ::inflateInit2(&stream_, 15 + 16) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { ::inflateEnd(&stream_); }

  Result<std::string> run() {
    if (!ready_) return Error(ErrorCode::internal, "zlib cannot be started: out of memory");
    for (;;) {
      const int status = step();
      if (over_limit()) return too_large();
      if (status == Z_STREAM_END) {
        if (!is_gzip(bytes_.substr(used_))) return std::move(out_);
        ::inflateReset(&stream_);
      } else if (status != Z_OK) {
        return Error(ErrorCode::data_corrupt, "the gzip file is damaged or cut short");
      }
    }
  }

 private:
  int step() {
    const std::size_t give =
        std::min(bytes_.size() - used_, std::size_t{std::numeric_limits<uInt>::max()});
    const std::size_t before = out_.size();
    out_.resize(before + block_bytes);
    stream_.next_in =
        reinterpret_cast<Bytef*>(const_cast<char*>(bytes_.data() + used_));  // not written to
    stream_.avail_in = static_cast<uInt>(give);
    stream_.next_out = reinterpret_cast<Bytef*>(out_.data() + before);
    stream_.avail_out = static_cast<uInt>(block_bytes);
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    used_ += give - stream_.avail_in;
    out_.resize(before + block_bytes - stream_.avail_out);
    return status;
  }

  bool over_limit() const {
    const double most = limits_.ratio * static_cast<double>(used_);
    return out_.size() > limits_.bytes ||
           (out_.size() > ratio_free_bytes && static_cast<double>(out_.size()) > most);
  }

  Error too_large() const {
    return {ErrorCode::limit_exceeded,
            "the gzip file expands beyond " + std::to_string(limits_.bytes) +
                " bytes or too fast to be genuine: raise limits.bytes or limits.ratio to read it"};
  }

  std::string_view bytes_;
  const Limits& limits_;
  z_stream stream_{};
  std::string out_;
  std::size_t used_ = 0;
  bool ready_ = false;
};

}  // namespace

Result<std::string> gunzip(std::string_view bytes, const Limits& limits) {
  return Inflater(bytes, limits).run();
}

}  // namespace baton::inline v0::detail
