#include <baton/prompt/few_shot.hpp>

#include <set>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>

namespace baton::inline v0 {
namespace {

Template parse_part(const std::string& source, const char* name) {
  TemplateOptions options;
  options.name = name;
  return Template::parse(source, std::move(options));
}

/// With the number of the example that an error comes from.
std::string render_example(const Template& source, const Json& example, std::size_t number) {
  try {
    return source.render(example);
  } catch (const Error& error) {
    throw Error(error.code(), "example " + std::to_string(number) + ": " + error.message());
  }
}

void append(std::string& out, const std::string& piece, const std::string& separator) {
  if (piece.empty()) return;
  if (!out.empty()) out += separator;
  out += piece;
}

}  // namespace

struct FewShotPrompt::Parts {
  Template prefix;
  Template suffix;
  Template query;
  std::string separator;
  std::shared_ptr<const ExampleSelector> selector;
  std::shared_ptr<const std::vector<std::string>> examples;  // rendered
  std::vector<std::string> replies;                          // empty without a reply template

  [[nodiscard]] Task<std::vector<std::size_t>> select(Variables variables, Context context) const {
    if (!selector) {
      const FirstExamples all(examples->size());
      co_return co_await all.select({}, examples, context);
    }
    std::string asked = query.render(variables);
    auto chosen = co_await selector->select(std::move(asked), examples, context);
    for (const std::size_t i : chosen) {
      if (i >= examples->size()) {
        throw Error(ErrorCode::invalid_argument, "the example selector chose example " +
                                                     std::to_string(i) + " of " +
                                                     std::to_string(examples->size()));
      }
    }
    co_return chosen;
  }
};

FewShotPrompt::FewShotPrompt(FewShotOptions options) {
  const auto example = parse_part(options.example, "example");
  const auto reply = parse_part(options.reply, "reply");
  std::vector<std::string> texts;
  std::vector<std::string> replies;
  for (const auto& each : options.examples) {
    texts.push_back(render_example(example, each, texts.size() + 1));
    if (!options.reply.empty()) replies.push_back(render_example(reply, each, texts.size()));
  }
  auto suffix = parse_part(options.suffix, "suffix");
  auto query = options.query.empty() ? suffix : parse_part(options.query, "query");
  parts_ = std::make_shared<const Parts>(Parts{
      parse_part(options.prefix, "prefix"), std::move(suffix), std::move(query),
      std::move(options.separator), std::move(options.selector),
      std::make_shared<const std::vector<std::string>>(std::move(texts)), std::move(replies)});
}

// The coroutines own the parts: the prompt itself may be gone when they run.
Task<std::string> FewShotPrompt::text_of(std::shared_ptr<const Parts> parts, Variables variables,
                                         Context context) {
  const auto chosen = co_await parts->select(variables, context);
  std::string out = parts->prefix.render(variables);
  for (const std::size_t i : chosen) append(out, (*parts->examples)[i], parts->separator);
  append(out, parts->suffix.render(variables), parts->separator);
  co_return out;
}

Task<std::vector<Message>> FewShotPrompt::messages_of(std::shared_ptr<const Parts> parts,
                                                      Variables variables, Context context) {
  if (parts->replies.size() != parts->examples->size()) {
    throw Error(ErrorCode::invalid_argument,
                "examples as messages need FewShotOptions::reply: set it");
  }
  const auto chosen = co_await parts->select(std::move(variables), context);
  std::vector<Message> out;
  for (const std::size_t i : chosen) {
    out.push_back(Message::user((*parts->examples)[i]));
    out.push_back(Message::assistant(parts->replies[i]));
  }
  co_return out;
}

Task<std::string> FewShotPrompt::arender(Variables variables, Context context) const {
  return text_of(parts_, std::move(variables), std::move(context));
}

Task<std::vector<Message>> FewShotPrompt::amessages(Variables variables, Context context) const {
  return messages_of(parts_, std::move(variables), std::move(context));
}

std::string FewShotPrompt::render(const Variables& variables, const Context& context) const {
  return sync_wait(arender(variables, context), context);
}

std::vector<Message> FewShotPrompt::messages(const Variables& variables,
                                             const Context& context) const {
  return sync_wait(amessages(variables, context), context);
}

std::vector<std::string> FewShotPrompt::variables() const {
  std::set<std::string> names;
  for (const auto* part : {&parts_->prefix, &parts_->suffix, &parts_->query}) {
    for (auto& name : part->variables()) names.insert(std::move(name));
  }
  return {names.begin(), names.end()};
}

}  // namespace baton::inline v0
