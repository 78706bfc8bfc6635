#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <baton/chain/compose.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/model.hpp>
#include <baton/sql/sql_database.hpp>

namespace baton::inline v0 {

/// What the model is told: templates (docs/prompt.md), and all that it reads. `form` describes the answer's JSON.
struct SqlPrompts {
  std::string write;   ///< of `schema`, `question` and `form`
  std::string repair;  ///< of `error`: follows the statement that failed
  std::string tell;    ///< of `question`, `sql` and `rows`
};
[[nodiscard]] BATON_EXPORT SqlPrompts default_sql_prompts();

struct SqlAnswerOptions {
  int attempts = 3;              ///< statements that are tried; 1 to 10
  std::size_t shown_rows = 50;   ///< of the result, shown to the model that tells it
  std::string not_found = "The database does not answer this question.";
  SqlPrompts prompts = default_sql_prompts();
};

/// An answer with the statement and the rows that it came from.
struct SqlAnswer {
  bool found = false;  ///< false: the model says that the tables cannot answer it, and `text` says so
  std::string text;
  std::string sql;
  SqlRows rows;
  int attempts = 0;  ///< statements that were tried
};

/// Answers a question from a database: the model writes a SELECT, the database checks and runs it, and the model puts the rows
/// into words. A statement that is wrong, forbidden or too costly is shown to the model with the reason; when the last
/// attempt fails, its error is thrown. Values in the rows are material, not instructions, and reach a call that can do nothing
/// but answer. Throws `invalid_argument` for a null database or attempts out of range, `model_output_invalid` for an
/// answer that is not the JSON asked for, twice.
[[nodiscard]] BATON_EXPORT Task<SqlAnswer> answer_from_sql(std::string question,
                                                           std::shared_ptr<const SqlDatabase> database, Model model,
                                                           SqlAnswerOptions options, Context context);

/// Exactly what the first call sends.
[[nodiscard]] BATON_EXPORT std::string explain_sql(const std::string& question, const SqlDatabase& database,
                                                   const SqlAnswerOptions& options = {});

/// A question in, an answer out. Made by `answer_with_sql`.
class SqlAnswerStep {
 public:
  using baton_step = void;
  using output_type = SqlAnswer;

  SqlAnswerStep(std::shared_ptr<const SqlDatabase> database, Model model, SqlAnswerOptions options)
      : database_(std::move(database)), model_(std::move(model)), options_(std::move(options)) {}

  [[nodiscard]] static constexpr std::string_view step_name() { return "sql"; }
  Task<SqlAnswer> operator()(std::string question, const Context& context) const {
    return answer_from_sql(std::move(question), database_, model_, options_, context);
  }

 private:
  std::shared_ptr<const SqlDatabase> database_;
  Model model_;
  SqlAnswerOptions options_;
};

/// The step that answers a question from a database:
///
///     SqlAnswer answer = answer_with_sql(shop, model("openai/gpt-4.1-mini")).invoke("Which product sold best?");
[[nodiscard]] inline auto answer_with_sql(std::shared_ptr<const SqlDatabase> database, Model model,
                                          SqlAnswerOptions options = {}) {
  return step(SqlAnswerStep(std::move(database), std::move(model), std::move(options)));
}

}  // namespace baton::inline v0
