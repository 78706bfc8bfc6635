#pragma once

#include <string>
#include <utility>

#include <baton/chain/repair.hpp>
#include <baton/core/error.hpp>
#include <baton/output/structured.hpp>
#include <baton/provider/model.hpp>

namespace baton::inline v0 {

/// Asks for a `T`. `prompt_text` holds `Structured<T>::instructions()`: the schema is in the prompt, as not every
/// vendor takes one. An answer that cannot be used is shown to the model once, with what is wrong with it.
template <DescribedStruct T>
Task<T> ask_model(Model model, std::string prompt_text, Context context) {
  ChatRequest request;
  request.messages.push_back(Message::user(std::move(prompt_text)));
  const ChatResponse first = co_await model.complete(request, context);
  std::string complaint;
  try {
    co_return structured<T>(first);
  } catch (const Error& error) {
    if (!detail::is_repairable(error)) throw;
    complaint = repair_prompt(error);
  }
  detail::show_error(request, first, std::move(complaint));
  const ChatResponse second = co_await model.complete(std::move(request), context);
  co_return structured<T>(second);
}

}  // namespace baton::inline v0
