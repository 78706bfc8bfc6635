#include "test_server.hpp"

#include <array>

#include <zlib.h>

namespace baton::test {
namespace {

constexpr int gzip_window = 15 + 16;

std::string head(int status, const std::string& content_type, const std::string& more) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " Status\r\n";
  if (!content_type.empty()) text += "Content-Type: " + content_type + "\r\n";
  return text + more + "\r\n";
}

std::string with_length(int status, const std::string& body, const std::string& content_type,
                        const std::string& more) {
  return head(status, content_type, more + "Content-Length: " + std::to_string(body.size()) + "\r\n") + body;
}

std::string hexadecimal(std::size_t number) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%zx", number);
  return {text.data(), static_cast<std::size_t>(length)};
}

template <class Feed>
std::string compress(Feed feed) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY);
  std::string out;
  std::array<char, 65536> block{};
  bool last = false;
  while (!last) {
    const std::string_view piece = feed(last);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(block.data());
      stream.avail_out = static_cast<uInt>(block.size());
      deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
      out.append(block.data(), block.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string Received::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

Reply Reply::text(int status, std::string body, std::string content_type,
                  std::vector<std::pair<std::string, std::string>> headers) {
  std::string more;
  for (const auto& [name, value] : headers) more += name + ": " + value + "\r\n";
  Reply reply;
  reply.bytes_ = with_length(status, body, content_type, more);
  return reply;
}

Reply Reply::chunked(std::vector<std::string> parts, std::string content_type) {
  Reply reply;
  reply.bytes_ = head(200, content_type, "Transfer-Encoding: chunked\r\n");
  for (const auto& part : parts) reply.bytes_ += hexadecimal(part.size()) + "\r\n" + part + "\r\n";
  reply.bytes_ += "0\r\n\r\n";
  return reply;
}

Reply Reply::sse(const std::vector<std::string>& data) {
  std::vector<std::string> parts;
  for (const auto& each : data) parts.push_back("data: " + each + "\n\n");
  return chunked(std::move(parts), "text/event-stream");
}

Reply Reply::raw(std::string bytes) {
  Reply reply;
  reply.bytes_ = std::move(bytes);
  return reply.close();
}

Reply Reply::hang_forever() { return Reply().hang(); }

Reply Reply::endless(std::string head, std::string block) {
  Reply reply;
  reply.bytes_ = std::move(head);
  reply.repeated_ = std::move(block);
  return reply;
}

Reply Reply::gzip_bomb(std::size_t zeros) {
  const std::string block(std::size_t{1} << 20, '\0');
  const std::string packed = compress([&](bool& last) {
    const std::size_t size = std::min(zeros, block.size());
    zeros -= size;
    last = zeros == 0;
    return std::string_view(block).substr(0, size);
  });
  Reply reply;
  reply.bytes_ = with_length(200, packed, "application/json", "Content-Encoding: gzip\r\n");
  return reply;
}

Reply Reply::gzip(const std::string& body, std::string content_type) {
  const std::string packed = compress([&](bool& last) {
    last = true;
    return std::string_view(body);
  });
  Reply reply;
  reply.bytes_ = with_length(200, packed, content_type, "Content-Encoding: gzip\r\n");
  return reply;
}

Reply Reply::in_pieces(std::size_t bytes) const {
  Reply copy = *this;
  copy.piece_ = bytes;
  return copy;
}
Reply Reply::after(std::chrono::milliseconds delay) const {
  Reply copy = *this;
  copy.delay_ = delay;
  return copy;
}
Reply Reply::pausing(std::chrono::milliseconds delay) const {
  Reply copy = *this;
  copy.pause_ = delay;
  return copy;
}
Reply Reply::cut(std::size_t bytes) const {
  Reply copy = *this;
  copy.bytes_.resize(std::min(bytes, bytes_.size()));
  return copy;
}
Reply Reply::reset() const {
  Reply copy = *this;
  copy.ending_ = Ending::reset;
  return copy;
}
Reply Reply::close() const {
  Reply copy = *this;
  copy.ending_ = Ending::close;
  return copy;
}
Reply Reply::hang() const {
  Reply copy = *this;
  copy.ending_ = Ending::hang;
  return copy;
}

}  // namespace baton::test
