#pragma once

#include <string>
#include <vector>

#include <baton/core/fields.hpp>

/// What the judge fills in.
namespace baton::inline v0::detail {

struct StatementForm {
  std::string statement;
  bool supported = false;
  std::string reason;
};
BATON_FIELDS(StatementForm, (statement, "One claim that can be true or false, in full words"),
             (supported, "Whether the passages say so"), (reason, "Short"))

struct StatementsForm {
  std::vector<StatementForm> statements;
};
BATON_FIELDS(StatementsForm, (statements, "Every claim, in order", max_items(200)))

struct QuestionsForm {
  std::vector<std::string> questions;
  bool evades = false;
};
BATON_FIELDS(QuestionsForm, (questions, "Three questions that the text answers", min_items(1), max_items(3)),
             (evades, "Whether the text does not answer, for instance says that it does not know"))

struct PassageForm {
  int number = 0;
  bool useful = false;
  std::string reason;
};
BATON_FIELDS(PassageForm, (number, "Of the passage"), (useful, "Whether it helps to answer"), (reason, "Short"))

struct PassagesForm {
  std::vector<PassageForm> passages;
};
BATON_FIELDS(PassagesForm, (passages, "One for each passage", max_items(200)))

struct CitationForm {
  int sentence = 0;
  bool supported = false;
  std::string reason;
};
BATON_FIELDS(CitationForm, (sentence, "Its number"), (supported, "Whether the passages it cites say so"), (reason, "Short"))

struct CitationsForm {
  std::vector<CitationForm> sentences;
};
BATON_FIELDS(CitationsForm, (sentences, "One for each sentence", max_items(200)))

}  // namespace baton::inline v0::detail
