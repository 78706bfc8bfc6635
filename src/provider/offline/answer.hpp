#pragma once

#include <string>

#include <baton/provider/offline.hpp>

#include "provider/offline/prompt_reader.hpp"

namespace baton::inline v0::offline {

/// The quoted answer to a reading, or `options.not_found`.
[[nodiscard]] std::string extract_answer(const Reading& reading, const ExtractiveOptions& options);

}  // namespace baton::inline v0::offline
