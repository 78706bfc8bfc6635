// Questions about the documents of a folder, answered with citations, by a real model or offline.
//
//     ask_documents FOLDER ["QUESTION"] [--model VENDOR/NAME] [--json]
#include <iostream>
#include <string>
#include <utility>

#include "assistant.hpp"
#include "interrupt.hpp"
#include "options.hpp"
#include "progress_bar.hpp"

struct CitedPassage {
  std::size_t number = 0;
  std::string source;
  std::size_t first_line = 0;
  std::size_t last_line = 0;
};
BATON_FIELDS(CitedPassage, number, source, first_line, last_line)

struct PrintedAnswer {
  std::string question;
  std::string answer;
  std::string model;
  std::vector<CitedPassage> citations;
};
BATON_FIELDS(PrintedAnswer, question, answer, model, citations)

namespace {

using namespace baton;

std::shared_ptr<Store> indexed(const ask::Options& options, std::shared_ptr<const Embedder> reader,
                               const Context& context) {
  auto store = Store::open(options.index);
  ask::ProgressBar bar;
  IndexOptions how;
  how.rebuild = options.rebuild;
  how.on_progress = [&](const IndexProgress& progress) { bar.show(progress); };
  const auto report =
      sync_wait(index_folder(options.folder, store, std::move(reader), how, context), context);
  std::cerr << ask::summary(report) << '\n';
  if (options.verbose) {
    for (const auto& skipped : report.skipped) std::cerr << "  " << skipped.source << ": " << skipped.reason << '\n';
  }
  return store;
}

void print_json(const ask::Options& options, const std::string& question, const ask::Answer& answer) {
  PrintedAnswer whole{question, answer.text, options.model, {}};
  for (const auto& cited : answer.citations) {
    whole.citations.push_back({cited.number, cited.source, cited.first_line, cited.last_line});
  }
  std::cout << to_json(whole).dump() << std::endl;
}

void answer(ask::Assistant& assistant, const ask::Options& options, const std::string& question,
            const Context& context) {
  if (options.json) {
    return print_json(options, question, assistant.ask(question, [](const std::string&) {}, context));
  }
  const auto done = assistant.ask(
      question, [](const std::string& piece) { std::cout << piece << std::flush; }, context);
  std::cout << "\n\n";
  for (const auto& cited : done.citations) std::cout << "  " << cited.label() << '\n';
}

void converse(ask::Assistant& assistant, const ask::Options& options, ask::Interrupt& interrupt,
              const Context& context) {
  const auto next = [&](std::string& line) {
    if (!options.json) std::cout << "> " << std::flush;
    interrupt.idle(true);
    const bool more = static_cast<bool>(std::getline(std::cin, line));
    interrupt.idle(false);
    return more;
  };
  for (std::string line; next(line);) {
    if (!line.empty()) answer(assistant, options, line, context);
  }
}

int run(int argc, char** argv) {
  const auto options = ask::parse_options(argc, argv);
  if (options.help) {
    std::cout << ask::usage;
    return 0;
  }
  ask::Interrupt interrupt;
  const auto context = Context{}.with_stop(interrupt.token());
  const auto chat = model(options.model);
  const auto reader = embedder(options.embedder);
  const auto store = indexed(options, reader, context);
  ask::Assistant assistant(hybrid_retriever(store, reader), chat, options.passages);
  if (options.question.empty()) {
    converse(assistant, options, interrupt, context);
  } else {
    answer(assistant, options, options.question, context);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const Error& error) {
    std::cerr << "ask_documents: " << error.what() << '\n';
    return error.code() == ErrorCode::invalid_argument ? 2 : 1;
  }
}
