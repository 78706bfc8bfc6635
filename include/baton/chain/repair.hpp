#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <baton/chain/compose.hpp>
#include <baton/chain/model_step.hpp>
#include <baton/core/error.hpp>
#include <baton/core/task.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/model.hpp>

namespace baton::inline v0 {

/// What a model is told about an answer that the parser could not use.
[[nodiscard]] inline std::string repair_prompt(const Error& error) {
  return "Your answer cannot be used: " + error.message() +
         ". Answer again in full, with this corrected and nothing else.";
}

struct RepairOptions {
  int attempts = 2;  ///< how many more times the model is asked after its first answer
  std::function<std::string(const Error&)> prompt = repair_prompt;  ///< the text it is asked with
};

/// A parsed answer and what it took.
template <class T>
struct Repaired {
  T value;
  Usage usage;    ///< of all calls together
  int calls = 1;  ///< 1 when the first answer would do
};

namespace detail {

inline bool is_repairable(const Error& error) noexcept {
  return error.code() == ErrorCode::model_output_invalid || error.code() == ErrorCode::schema_mismatch ||
         error.code() == ErrorCode::parse_error;
}

/// Adds the answer and what was wrong with it to the conversation.
inline void show_error(ChatRequest& request, const ChatResponse& answer, std::string prompt) {
  std::string said = answer.text();
  if (!said.empty()) request.messages.push_back(Message::assistant(std::move(said)));
  request.messages.push_back(Message::user(std::move(prompt)));
}

}  // namespace detail

/// A model and the parser of its answers as one step, which shows the model its own answer and the
/// parser's error when the answer cannot be used, and asks again. Made by `repair`.
///
/// Takes what a model takes and gives what the parser gives. Repaired are `model_output_invalid`,
/// `schema_mismatch` and `parse_error` of the parser; every other error ends the step. When the last
/// answer cannot be used either, its error is thrown as the cause of a `model_output_invalid`, with
/// that answer in `partial()`. Immutable: any thread may use it.
template <class Parser>
class Repair {
 public:
  using baton_step = void;
  using output_type = StepOutput<Parser, ChatResponse>;
  static constexpr std::string_view step_name() { return "repair"; }

  Repair(Model model, Parser parser, RepairOptions options = {})
      : model_(bound(std::move(model), parser)), parser_(std::move(parser)), options_(std::move(options)) {
    if (options_.attempts < 0) {
      throw Error(ErrorCode::invalid_argument, "repair needs 0 or more attempts");
    }
  }

  template <class In>
    requires requires(In in) { to_request(std::move(in)); }
  Task<output_type> operator()(In in, const Context& context) const {
    return value_of(run(to_request(std::move(in)), context));
  }

  /// The same, with the summed usage.
  [[nodiscard]] Task<Repaired<output_type>> run(ChatRequest request, Context context) const {
    return ask(*this, std::move(request), std::move(context));
  }

 private:
  static Model bound(Model model, const Parser& parser) {
    return detail::bind_format(ModelStep(std::move(model)), parser).model();
  }

  static Task<output_type> value_of(Task<Repaired<output_type>> task) {
    Repaired<output_type> repaired = co_await task;
    co_return std::move(repaired.value);
  }

  static Task<Repaired<output_type>> ask(Repair self, ChatRequest request, Context context) {
    Usage usage;
    for (int call = 1;; ++call) {
      ChatRequest copy = request;
      const ChatResponse answer = co_await self.model_.complete(std::move(copy), context);
      usage += answer.usage;
      std::optional<Error> failure;
      try {
        Repaired<output_type> repaired{self.parser_(answer), usage, call};
        co_return repaired;
      } catch (...) {
        failure = current_error();
      }
      if (!detail::is_repairable(*failure)) throw *failure;
      if (call > self.options_.attempts) throw exhausted(*failure, answer, call);
      detail::show_error(request, answer, self.options_.prompt(*failure));
    }
  }

  static Error exhausted(const Error& last, const ChatResponse& answer, int calls) {
    return Error(ErrorCode::model_output_invalid,
                 "none of the model's " + std::to_string(calls) + " answers could be used: " + last.message())
        .with_cause(last)
        .with_partial(answer.text());
  }

  Model model_;
  Parser parser_;
  RepairOptions options_;
};

/// `repair(model("…"), structured<Invoice>, {.attempts = 2})`: asks again, a bounded number of times,
/// showing the model what was wrong. Where the summed usage is wanted, call `Repair::run` instead.
template <class Parser>
auto repair(Model model, Parser parser, RepairOptions options = {}) {
  return step(Repair<Parser>(std::move(model), std::move(parser), std::move(options)));
}

}  // namespace baton::inline v0
