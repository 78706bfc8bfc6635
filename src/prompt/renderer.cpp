#include "prompt/renderer.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "prompt/evaluator.hpp"
#include "prompt/python_text.hpp"

namespace baton::inline v0::jinja {
namespace {

/// What all templates of one rendering share.
struct Rendering {
  const Limits& limits;
  const TemplateSource* includes;
  std::size_t loop_turns = 0;
  std::size_t depth = 0;  // of blocks, included templates counted in
};

class Renderer {
 public:
  Renderer(const ParsedTemplate& parsed, Scopes& scopes, Rendering& rendering, BoundedText& out)
      : parsed_(parsed),
        scopes_(scopes),
        rendering_(rendering),
        out_(&out),
        evaluator_(parsed.options, scopes, rendering.limits) {}

  void block(const Block& statements) {
    for (const Statement& statement : statements) {
      evaluator_.located(statement.at,
                         [&] { std::visit(Visit{*this, statement.at}, statement.node); });
    }
  }

 private:
  struct Visit {
    Renderer& self;
    Position at;
    template <class Node>
    void operator()(const Node& node) const {
      self.run(node, at);
    }
  };

  void run(const Data& node, Position) { out_->append(node.text); }

  void run(const Output& node, Position) {
    const Value value = evaluator_.evaluate(*node.value);
    evaluator_.located(node.value->at, [&] {
      if (const auto* text = value.as_text()) {
        out_->append(*text);
      } else {
        out_->append(to_text(value, rendering_.limits.bytes));
      }
    });
  }

  void run(const If& node, Position at) {
    for (const IfBranch& branch : node.branches) {
      if (!branch.test || test(*branch.test)) return nested(branch.body, at);
    }
  }

  bool test(const Expr& expr) {
    const Value value = evaluator_.evaluate(expr);
    return evaluator_.located(expr.at, [&] { return truthy(value); });
  }

  void nested(const Block& statements, Position at) {
    if (++rendering_.depth > rendering_.limits.depth) {
      throw error_at(ErrorCode::limit_exceeded, parsed_.options.name, at,
                     "blocks and includes are nested deeper than " +
                         std::to_string(rendering_.limits.depth) +
                         " levels: break the cycle of includes, or raise Limits::depth");
    }
    block(statements);
    --rendering_.depth;
  }

  void count_turn(Position at) {
    if (++rendering_.loop_turns > rendering_.limits.items) {
      throw error_at(ErrorCode::limit_exceeded, parsed_.options.name, at,
                     "the loops take more than " + std::to_string(rendering_.limits.items) +
                         " turns: pass a shorter list, or raise Limits::items");
    }
  }

  void run(const For& node, Position at) {
    const Value source = evaluator_.evaluate(*node.items);
    auto all = evaluator_.located(node.items->at, [&] { return iterate(source); });
    const auto items =
        std::make_shared<const std::vector<Value>>(selected(node, std::move(all), at));
    if (items->empty()) {
      scopes_.push();
      nested(node.otherwise, at);
      scopes_.pop();
      return;
    }
    for (std::size_t i = 0; i < items->size(); ++i) {
      if (!node.condition) count_turn(at);
      scopes_.push();
      scopes_.set("loop",
                  Value(Value::Storage(std::make_shared<const LoopState>(LoopState{items, i}))));
      assign(node.target, (*items)[i]);
      nested(node.body, at);
      scopes_.pop();
    }
  }

  std::vector<Value> selected(const For& node, std::vector<Value> all, Position at) {
    if (!node.condition) return all;
    std::vector<Value> out;
    for (Value& item : all) {
      count_turn(at);
      scopes_.push();
      assign(node.target, item);
      if (test(*node.condition)) out.push_back(std::move(item));
      scopes_.pop();
    }
    return out;
  }

  void assign(const Target& target, const Value& value) {
    if (target.parts.empty()) return scopes_.set(target.name, value);
    const auto items = evaluator_.located(target.at, [&] { return iterate(value); });
    if (items.size() != target.parts.size()) {
      throw error_at(ErrorCode::invalid_argument, parsed_.options.name, target.at,
                     "cannot take " + std::to_string(items.size()) + " values apart into " +
                         std::to_string(target.parts.size()) + " names");
    }
    for (std::size_t i = 0; i < items.size(); ++i) assign(target.parts[i], items[i]);
  }

  void run(const Set& node, Position) { assign(node.target, evaluator_.evaluate(*node.value)); }

  void run(const SetBlock& node, Position at) {
    BoundedText content(rendering_.limits.bytes);
    BoundedText* outer = std::exchange(out_, &content);
    scopes_.push();
    nested(node.body, at);
    scopes_.pop();
    out_ = outer;
    assign(node.target, Value::text(std::move(content).take()));
  }

  void run(const Include& node, Position at) {
    const Value name = evaluator_.evaluate(*node.name);
    const auto found =
        evaluator_.located(node.name->at, [&] { return find(name, node.ignore_missing); });
    if (!found) return;
    if (node.with_context) {
      scopes_.push();
      scopes_.hide_loop();
      include(*found, scopes_, at);
      scopes_.pop();
    } else {
      // As in Jinja2, the template then sees nothing of this rendering.
      static const nlohmann::json nothing = nlohmann::json::object();
      Scopes bare(nothing);
      include(*found, bare, at);
    }
  }

  void include(const ParsedTemplate& parsed, Scopes& scopes, Position at) {
    if (++rendering_.depth > rendering_.limits.depth) {
      throw error_at(ErrorCode::limit_exceeded, parsed_.options.name, at,
                     "includes are nested deeper than " + std::to_string(rendering_.limits.depth) +
                         " levels: break the cycle");
    }
    Renderer(parsed, scopes, rendering_, *out_).block(parsed.body);
    --rendering_.depth;
  }

  /// The first template there is of a name or list of names.
  std::shared_ptr<const ParsedTemplate> find(const Value& name, bool ignore_missing) {
    require_defined(name);
    if (!rendering_.includes) {
      throw ValueError(
          "include works only in templates of a TemplateLibrary: add this one to a library");
    }
    const auto candidates = name.as_text() ? std::vector<Value>{name} : iterate(name);
    std::string tried;
    for (const Value& candidate : candidates) {
      const auto* text = candidate.as_text();
      if (!text)
        throw ValueError("include needs a name, not a " + std::string(type_name(candidate)));
      if (auto found = rendering_.includes->find(*text)) return found;
      tried += (tried.empty() ? "'" : ", '") + *text + "'";
    }
    if (ignore_missing) return nullptr;
    std::string known;
    for (const auto& each : rendering_.includes->names())
      known += (known.empty() ? "" : ", ") + each;
    throw ValueError("the library has no template " + tried + "; it has: " + known,
                     ErrorCode::not_found);
  }

  const ParsedTemplate& parsed_;
  Scopes& scopes_;
  Rendering& rendering_;
  BoundedText* out_;
  Evaluator evaluator_;
};

}  // namespace

std::string render(const ParsedTemplate& parsed, const nlohmann::json& variables,
                   const TemplateSource* includes) {
  Scopes scopes(variables);
  Rendering rendering{parsed.options.limits, includes};
  BoundedText out(parsed.options.limits.bytes);
  Renderer(parsed, scopes, rendering, out).block(parsed.body);
  return std::move(out).take();
}

}  // namespace baton::inline v0::jinja
