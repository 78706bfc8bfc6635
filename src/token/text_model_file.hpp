#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/core/limits.hpp>

#include "token/added_token.hpp"
#include "token/json_part.hpp"
#include "token/piece_model.hpp"

namespace baton::inline v0::token {

/// The `type`, and what older files mean that name none.
[[nodiscard]] std::string model_type(const json& model);

/// The `model` of a tokenizer.json that works on characters.
[[nodiscard]] std::unique_ptr<const PieceModel> read_text_model(const json& model, const std::vector<AddedToken>& added, const Limits& limits);

}  // namespace baton::inline v0::token
