#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// One request found at the front of a connection's bytes.
struct Request {
  std::string_view path;
  std::string_view body;
  std::size_t size = 0;  ///< of all of it; 0 while it is not complete
};

/// Reads HTTP/1.1 with a length or chunked (the chunks are not decoded: the server only searches them).
Request first_request(const std::string& bytes);
