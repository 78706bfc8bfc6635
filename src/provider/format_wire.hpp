#pragma once

#include <memory>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Puts output of a given form over a wire whose model has it only by a tool or by a prompt, as its
/// capabilities say. Everything else goes through unchanged.
///
/// By a tool: the request gets a tool of the format's name with its schema, and the choice demands
/// it. The arguments of its call come out as the text of the answer; text beside it is passed over.
/// Other tools stay callable; when the request demands a certain one, it is left alone.
[[nodiscard]] std::unique_ptr<const Wire> with_formats(std::unique_ptr<const Wire> wire);

/// The request that such a model is sent.
[[nodiscard]] ChatRequest without_format(const Capabilities& can, ChatRequest request);

}  // namespace baton::inline v0::detail
