#pragma once

#include <memory>

#include <baton/provider/chat_model.hpp>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// The chat model that speaks `wire` over HTTP: the one place where a vendor is called.
[[nodiscard]] std::shared_ptr<const ChatModel> wire_model(std::unique_ptr<const Wire> wire);

}  // namespace baton::inline v0::detail
