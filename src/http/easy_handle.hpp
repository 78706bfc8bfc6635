#pragma once

#include <curl/curl.h>

#include "transfer.hpp"

namespace baton::inline v0 {

/// A new easy handle with everything that is the same for all requests, or null.
[[nodiscard]] CURL* make_easy(CURLSH* share);
/// Sets what belongs to one request; the handle may have served another before.
void prepare_easy(CURL* easy, Transfer& transfer);
/// Takes the request's data out again and wipes its credentials from memory.
void clear_easy(CURL* easy, Transfer& transfer) noexcept;

}  // namespace baton::inline v0
