#include "prompt/evaluator.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "prompt/python_text.hpp"

namespace baton::inline v0::jinja {

Scopes::Scopes(const nlohmann::json& variables) : variables_(&variables) { push(); }

void Scopes::set(std::string_view name, Value value) {
  auto& scope = scopes_.back();
  const auto found = std::find_if(scope.begin(), scope.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  if (found != scope.end()) {
    found->second = std::move(value);
  } else {
    scope.emplace_back(std::string(name), std::move(value));
  }
}

Value Scopes::get(const std::string& name) {
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    for (const auto& [key, value] : *scope) {
      if (key == name) return value;
    }
  }
  if (const auto found = converted_.find(name); found != converted_.end()) return found->second;
  const auto variable = variables_->find(name);
  if (variable == variables_->end()) return Value::undefined(unknown(name));
  try {
    return converted_.emplace(name, from_json(*variable)).first->second;
  } catch (const ValueError& error) {
    throw ValueError("variable '" + name + "': " + error.what(), error.code());
  }
}

std::string Scopes::unknown(const std::string& name) const {
  // Made for every name that is missing, also under default(…): it must not cost more with more
  // names.
  constexpr std::size_t considered = 100;
  std::vector<std::string> known;
  for (const auto& scope : scopes_) {
    for (const auto& [key, value] : scope) known.push_back(key);
  }
  if (variables_->is_object()) {
    for (const auto& [key, value] : variables_->items()) {
      if (known.size() >= considered) break;
      known.push_back(key);
    }
  }
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const auto near = nearest(name, known);
  std::string out = "unknown variable '" + name + "'";
  if (!near.empty()) out += ": did you mean '" + near + "'?";
  if (known.empty()) return out + ": no variables were passed";
  out += near.empty() ? ": pass it, or use | default(…); known are " : " Known are ";
  constexpr std::size_t shown = 30;
  for (std::size_t i = 0; i < std::min(known.size(), shown); ++i)
    out += (i == 0 ? "" : ", ") + known[i];
  return known.size() > shown ? out + ", …" : out;
}

Value Evaluator::evaluate(const Expr& expr) const {
  return located(expr.at, [&] { return std::visit(*this, expr.node); });
}

std::vector<Value> Evaluator::all(const std::vector<ExprPtr>& exprs) const {
  std::vector<Value> out;
  out.reserve(exprs.size());
  for (const auto& expr : exprs) out.push_back(evaluate(*expr));
  return out;
}

Value Evaluator::optional(const ExprPtr& expr) const { return expr ? evaluate(*expr) : Value(); }

Value Evaluator::operator()(const Attribute& node) const {
  return attribute(evaluate(*node.object), node.name);
}

Value Evaluator::operator()(const Subscript& node) const {
  const Value object = evaluate(*node.object);
  return subscript(object, evaluate(*node.key));
}

Value Evaluator::operator()(const SliceOf& node) const {
  const Value object = evaluate(*node.object);
  const Value start = optional(node.start);
  const Value stop = optional(node.stop);
  return slice(object, start, stop, optional(node.step));
}

Value Evaluator::operator()(const ListOf& node) const { return Value::list(all(node.items)); }
Value Evaluator::operator()(const TupleOf& node) const { return Value::tuple(all(node.items)); }

Value Evaluator::operator()(const DictOf& node) const {
  std::vector<std::pair<Value, Value>> items;
  for (const auto& [key, value] : node.items) {
    Value name = evaluate(*key);
    items.emplace_back(std::move(name), evaluate(*value));
  }
  return Value::dict(std::move(items));
}

Value Evaluator::operator()(const Unary& node) const {
  const Value operand = evaluate(*node.operand);
  return node.sign == Sign::minus ? negate(operand) : positive(operand);
}

Value Evaluator::operator()(const Binary& node) const {
  const Value left = evaluate(*node.left);
  return arithmetic(node.op, left, evaluate(*node.right), limits_);
}

Value Evaluator::operator()(const Compare& node) const {
  Value left = evaluate(*node.first);
  for (const auto& [op, expr] : node.rest) {
    Value right = evaluate(*expr);
    if (!compare(op, left, right)) return Value::boolean(false);
    left = std::move(right);
  }
  return Value::boolean(true);
}

Value Evaluator::operator()(const And& node) const {
  Value left = evaluate(*node.left);
  return truthy(left) ? evaluate(*node.right) : left;
}

Value Evaluator::operator()(const Or& node) const {
  Value left = evaluate(*node.left);
  return truthy(left) ? left : evaluate(*node.right);
}

Value Evaluator::operator()(const Not& node) const {
  return Value::boolean(!truthy(evaluate(*node.operand)));
}

Value Evaluator::operator()(const Concat& node) const {
  BoundedText out(limits_.bytes);
  for (const auto& part : node.parts) out.append(to_text(evaluate(*part), limits_.bytes));
  return Value::text(std::move(out).take());
}

Value Evaluator::operator()(const Conditional& node) const {
  if (truthy(evaluate(*node.test))) return evaluate(*node.then);
  return node.otherwise ? evaluate(*node.otherwise) : Value::silent();
}

CallArguments Evaluator::call_arguments(const Arguments& arguments) const {
  CallArguments out;
  out.positional = all(arguments.positional);
  for (const auto& [name, expr] : arguments.named) out.named.emplace_back(name, evaluate(*expr));
  return out;
}

Value Evaluator::operator()(const FilterOf& node) const {
  const Value target = evaluate(*node.target);
  return apply_filter(*node.filter, target, call_arguments(node.arguments), limits_);
}

Value Evaluator::operator()(const TestOf& node) const {
  const Value target = evaluate(*node.target);
  return Value::boolean(apply_test(*node.test, target, call_arguments(node.arguments), limits_));
}

}  // namespace baton::inline v0::jinja
