#pragma once

#include <string>

#include <baton/message/chat.hpp>
#include <baton/provider/capabilities.hpp>

namespace baton::inline v0::detail {

/// Throws `unsupported`, with the reason, when `request` asks for what the model of that name
/// cannot do.
void check_capabilities(const std::string& name, const Capabilities& can,
                        const ChatRequest& request);

}  // namespace baton::inline v0::detail
