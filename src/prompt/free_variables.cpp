#include <set>

#include "prompt/renderer.hpp"

namespace baton::inline v0::jinja {
namespace {

/// Walks a template and notes the names that are read where nothing has set them.
class Finder {
 public:
  Finder(std::set<std::string>& free, std::set<std::string>& visited,
         const TemplateSource* includes)
      : free_(free), visited_(visited), includes_(includes) {
    scopes_.emplace_back();
  }

  void bind(std::string name) { scopes_.back().insert(std::move(name)); }

  void block(const Block& statements) {
    for (const auto& statement : statements) std::visit(*this, statement.node);
  }

  void operator()(const Data&) {}
  void operator()(const Output& node) { read(node.value); }
  void operator()(const Set& node) {
    read(node.value);
    bind(node.target);
  }
  void operator()(const SetBlock& node) {
    scoped(node.body);
    bind(node.target);
  }
  void operator()(const If& node) {
    for (const auto& branch : node.branches) {
      read(branch.test);
      block(branch.body);
    }
  }
  void operator()(const For& node) {
    read(node.items);
    scopes_.emplace_back();
    bind(node.target);
    read(node.condition);
    bind("loop");
    block(node.body);
    scopes_.pop_back();
    scoped(node.otherwise);
  }
  void operator()(const Include& node) {
    read(node.name);
    const auto* literal = std::get_if<Literal>(&node.name->node);
    if (!includes_ || !literal || !literal->value.as_text() || !node.with_context) return;
    if (!visited_.insert(*literal->value.as_text()).second) return;
    const auto found = includes_->find(*literal->value.as_text());
    if (!found) return;
    Finder inner(free_, visited_, includes_);
    for (const auto& scope : scopes_) {
      for (const auto& name : scope) inner.bind(name);
    }
    inner.block(found->body);
  }

  void operator()(const Literal&) {}
  void operator()(const Name& node) {
    for (const auto& scope : scopes_) {
      if (scope.contains(node.name)) return;
    }
    free_.insert(node.name);
  }
  void operator()(const Attribute& node) { read(node.object); }
  void operator()(const Subscript& node) { read(node.object), read(node.key); }
  void operator()(const SliceOf& node) {
    read(node.object), read(node.start), read(node.stop), read(node.step);
  }
  void operator()(const ListOf& node) { read(node.items); }
  void operator()(const TupleOf& node) { read(node.items); }
  void operator()(const DictOf& node) {
    for (const auto& [key, value] : node.items) read(key), read(value);
  }
  void operator()(const Unary& node) { read(node.operand); }
  void operator()(const Binary& node) { read(node.left), read(node.right); }
  void operator()(const Compare& node) {
    read(node.first);
    for (const auto& [op, right] : node.rest) read(right);
  }
  void operator()(const And& node) { read(node.left), read(node.right); }
  void operator()(const Or& node) { read(node.left), read(node.right); }
  void operator()(const Not& node) { read(node.operand); }
  void operator()(const Concat& node) { read(node.parts); }
  void operator()(const Conditional& node) {
    read(node.test), read(node.then), read(node.otherwise);
  }
  void operator()(const FilterOf& node) { read(node.target), read(node.arguments); }
  void operator()(const TestOf& node) { read(node.target), read(node.arguments); }

 private:
  void read(const ExprPtr& expr) {
    if (expr) std::visit(*this, expr->node);
  }
  void read(const std::vector<ExprPtr>& exprs) {
    for (const auto& expr : exprs) read(expr);
  }
  void read(const Arguments& arguments) {
    read(arguments.positional);
    for (const auto& [name, value] : arguments.named) read(value);
  }
  void bind(const Target& target) {
    if (target.parts.empty()) bind(target.name);
    for (const auto& part : target.parts) bind(part);
  }
  void scoped(const Block& statements) {
    scopes_.emplace_back();
    block(statements);
    scopes_.pop_back();
  }

  std::set<std::string>& free_;
  std::set<std::string>& visited_;  // each template once: a cycle of includes must end
  const TemplateSource* includes_;
  std::vector<std::set<std::string>> scopes_;
};

}  // namespace

std::vector<std::string> free_variables(const ParsedTemplate& parsed,
                                        const TemplateSource* includes) {
  std::set<std::string> free;
  std::set<std::string> visited;
  Finder(free, visited, includes).block(parsed.body);
  return {free.begin(), free.end()};
}

}  // namespace baton::inline v0::jinja
