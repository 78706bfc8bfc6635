#include "prompt/value.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>

#include "prompt/operators.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

Extent extent_of(const Value& value) noexcept {
  if (const auto* sequence = value.as_sequence()) return sequence->extent;
  if (const auto* dict = value.as_dict()) return dict->extent;
  if (const auto* lazy = value.get<std::shared_ptr<Lazy>>()) return (*lazy)->elements.extent;
  return {.depth = 0, .weight = 1};
}

Sequence sequence_of(std::vector<Value> items) {
  Sequence sequence;
  for (const Value& item : items) sequence.extent.add(item);
  sequence.items = std::move(items);
  return sequence;
}

void require_hashable(const Value& key) {
  require_defined(key);
  const bool unhashable = key.get<List>() || key.as_dict();
  if (unhashable)
    throw ValueError("a " + std::string(type_name(key)) + " cannot be a key or be made unique");
  if (const auto* tuple = key.get<Tuple>()) {
    for (const Value& item : tuple->data->items) require_hashable(item);
  }
}

std::vector<Value> dict_keys(const Dict& dict) {
  std::vector<Value> keys;
  keys.reserve(dict.items.size());
  for (const auto& [key, value] : dict.items) keys.push_back(key);
  return keys;
}

std::vector<Value> text_items(std::string_view text) {
  std::vector<Value> items;
  for (auto& character : characters(text)) items.push_back(Value::text(std::move(character)));
  return items;
}

Value json_object(const nlohmann::json& json, std::size_t depth) {
  std::vector<std::pair<Value, Value>> items;
  items.reserve(json.size());
  for (const auto& [key, value] : json.items()) {
    if (!is_utf8(key))
      throw ValueError("a key is not valid UTF-8: convert it before it goes into a prompt");
    items.emplace_back(Value::text(key), from_json(value, depth + 1));
  }
  return Value::dict(std::move(items));
}

Value json_array(const nlohmann::json& json, std::size_t depth) {
  std::vector<Value> items;
  items.reserve(json.size());
  for (const auto& item : json) items.push_back(from_json(item, depth + 1));
  return Value::list(std::move(items));
}

Value json_text(const std::string& text) {
  const std::size_t valid = utf8_valid_prefix(text);
  if (valid != text.size()) {
    throw ValueError("the text is not valid UTF-8 at byte " + std::to_string(valid) +
                     ": convert it before it goes into a prompt");
  }
  return Value::text(text);
}

Value json_unsigned(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(INT64_MAX)) {
    throw ValueError("the integer " + std::to_string(value) + " is above 2^63-1: pass it as text");
  }
  return Value::integer(static_cast<std::int64_t>(value));
}

}  // namespace

void Extent::add(const Value& part) {
  const Extent other = extent_of(part);
  depth = std::max(depth, other.depth + 1);
  weight += other.weight;
  if (depth > max_value_depth) {
    throw ValueError(
        "a value is nested deeper than " + std::to_string(max_value_depth) + " levels: flatten it",
        ErrorCode::limit_exceeded);
  }
  if (weight > max_value_weight) {
    throw ValueError("a value has more than " + std::to_string(max_value_weight) +
                         " elements: pass less to the prompt",
                     ErrorCode::limit_exceeded);
  }
}

const Value* Dict::find(std::string_view key) const {
  const auto found = by_text.find(key);
  return found == by_text.end() ? nullptr : &items[found->second].second;
}

const Value* Dict::find(const Value& key) const {
  require_hashable(key);
  if (const auto* text = key.as_text()) return find(*text);
  if (by_text.size() == items.size()) return nullptr;
  for (const auto& [candidate, value] : items) {
    if (equal(candidate, key)) return &value;
  }
  return nullptr;
}

Value Value::number(double value) {
  if (std::isnan(value)) throw ValueError("the result is not a number (NaN): check the operands");
  return Value(Storage(value));
}

Value Value::list(std::vector<Value> items) {
  return Value(Storage(List{std::make_shared<const Sequence>(sequence_of(std::move(items)))}));
}

Value Value::tuple(std::vector<Value> items) {
  return Value(Storage(Tuple{std::make_shared<const Sequence>(sequence_of(std::move(items)))}));
}

Value Value::lazy(std::vector<Value> items) {
  return Value(Storage(std::make_shared<Lazy>(Lazy{sequence_of(std::move(items)), false})));
}

Value Value::dict(std::vector<std::pair<Value, Value>> items) {
  auto dict = std::make_shared<Dict>();
  for (auto& [key, value] : items) {
    dict->extent.add(key);
    dict->extent.add(value);
    if (const Value* old = dict->find(key)) {
      const_cast<Value&>(*old) = std::move(value);  // ours: the dict is still being made
      continue;
    }
    if (const auto* text = key.as_text()) dict->by_text.emplace(*text, dict->items.size());
    dict->items.emplace_back(std::move(key), std::move(value));
  }
  return Value(Storage(std::shared_ptr<const Dict>(std::move(dict))));
}

Value Value::undefined(std::string reason) {
  return Value(Storage(Undefined{std::make_shared<const std::string>(std::move(reason)), false}));
}

Value Value::silent() {
  static const auto reason = std::make_shared<const std::string>(
      "an inline 'if' without 'else' gave nothing: add an 'else'");
  return Value(Storage(Undefined{reason, true}));
}

const std::string* Value::as_text() const noexcept {
  if (const auto* text = get<Text>()) return text->get();
  if (const auto* markup = get<Markup>()) return markup->text.get();
  return nullptr;
}

const Sequence* Value::as_sequence() const noexcept {
  if (const auto* list = get<List>()) return list->data.get();
  if (const auto* tuple = get<Tuple>()) return tuple->data.get();
  return nullptr;
}

const Dict* Value::as_dict() const noexcept {
  const auto* dict = get<std::shared_ptr<const Dict>>();
  return dict ? dict->get() : nullptr;
}

bool Value::as_integer(std::int64_t& out) const noexcept {
  if (const auto* integer = get<std::int64_t>()) return out = *integer, true;
  if (const auto* flag = get<bool>()) return out = *flag ? 1 : 0, true;
  return false;
}

bool Value::is_number() const noexcept {
  return get<std::int64_t>() || get<double>() || get<bool>();
}

double Value::to_double() const noexcept {
  if (const auto* number = get<double>()) return *number;
  std::int64_t integer = 0;
  return as_integer(integer) ? static_cast<double>(integer) : 0.0;
}

Value LoopState::attribute(std::string_view name) const {
  const std::size_t size = items->size();
  if (name == "index") return Value::integer(index + 1);
  if (name == "index0") return Value::integer(index);
  if (name == "revindex") return Value::integer(size - index);
  if (name == "revindex0") return Value::integer(size - index - 1);
  if (name == "first") return Value::boolean(index == 0);
  if (name == "last") return Value::boolean(index + 1 == size);
  if (name == "length") return Value::integer(size);
  if (name == "depth") return Value::integer(std::int64_t{1});  // it grows in recursive loops only
  if (name == "depth0") return Value::integer(std::int64_t{0});
  if (name == "previtem") {
    return index > 0 ? (*items)[index - 1] : Value::undefined("there is no previous item");
  }
  if (name == "nextitem") {
    return index + 1 < size ? (*items)[index + 1] : Value::undefined("there is no next item");
  }
  throw ValueError("'loop' has no '" + std::string(name) +
                   "'; it has index, index0, revindex, revindex0, first, last, length, previtem, "
                   "nextitem, depth, depth0");
}

std::string_view type_name(const Value& value) noexcept {
  struct Namer {
    std::string_view operator()(const None&) const { return "none"; }
    std::string_view operator()(const Undefined&) const { return "undefined value"; }
    std::string_view operator()(bool) const { return "bool"; }
    std::string_view operator()(std::int64_t) const { return "int"; }
    std::string_view operator()(double) const { return "float"; }
    std::string_view operator()(const Text&) const { return "string"; }
    std::string_view operator()(const Markup&) const { return "escaped string"; }
    std::string_view operator()(const List&) const { return "list"; }
    std::string_view operator()(const Tuple&) const { return "tuple"; }
    std::string_view operator()(const std::shared_ptr<const Dict>&) const { return "dict"; }
    std::string_view operator()(const std::shared_ptr<Lazy>&) const { return "lazy sequence"; }
    std::string_view operator()(const std::shared_ptr<const LoopState>&) const { return "loop"; }
  };
  return value.visit(Namer{});
}

void require_defined(const Value& value) {
  if (const auto* undefined = value.get<Undefined>()) {
    throw ValueError(*undefined->reason, ErrorCode::not_found);
  }
}

bool truthy(const Value& value) {
  if (const auto* undefined = value.get<Undefined>(); undefined && undefined->silent) return false;
  require_defined(value);
  if (value.is_none()) return false;
  if (value.is_number()) return value.to_double() != 0.0;
  if (const auto* text = value.as_text()) return !text->empty();
  if (const auto* sequence = value.as_sequence()) return !sequence->items.empty();
  if (const auto* dict = value.as_dict()) return !dict->items.empty();
  if (value.get<std::shared_ptr<Lazy>>()) {
    throw ValueError("a lazy sequence is always true: add '| list' to test whether it is empty");
  }
  return true;
}

std::vector<Value> iterate(const Value& value) {
  if (const auto* undefined = value.get<Undefined>(); undefined && undefined->silent) return {};
  require_defined(value);
  if (const auto* sequence = value.as_sequence()) return sequence->items;
  if (const auto* dict = value.as_dict()) return dict_keys(*dict);
  if (const auto* text = value.as_text()) return text_items(*text);
  if (const auto* lazy = value.get<std::shared_ptr<Lazy>>()) {
    if ((*lazy)->consumed) {
      throw ValueError("a lazy sequence can be read only once: add '| list' where it is made");
    }
    (*lazy)->consumed = true;
    return (*lazy)->elements.items;
  }
  throw ValueError("cannot loop over a " + std::string(type_name(value)));
}

std::size_t length(const Value& value) {
  if (const auto* undefined = value.get<Undefined>(); undefined && undefined->silent) return 0;
  require_defined(value);
  if (const auto* sequence = value.as_sequence()) return sequence->items.size();
  if (const auto* dict = value.as_dict()) return dict->items.size();
  if (const auto* text = value.as_text()) return count_code_points(*text);
  if (value.get<std::shared_ptr<Lazy>>()) {
    throw ValueError("a lazy sequence has no length: add '| list' before");
  }
  throw ValueError("a " + std::string(type_name(value)) + " has no length");
}

Value from_json(const nlohmann::json& json, std::size_t depth) {
  if (depth > max_value_depth) {
    throw ValueError("the value is nested deeper than " + std::to_string(max_value_depth) +
                         " levels: flatten it",
                     ErrorCode::limit_exceeded);
  }
  switch (json.type()) {
    case nlohmann::json::value_t::object:
      return json_object(json, depth);
    case nlohmann::json::value_t::array:
      return json_array(json, depth);
    case nlohmann::json::value_t::string:
      return json_text(json.get_ref<const std::string&>());
    case nlohmann::json::value_t::boolean:
      return Value::boolean(json.get<bool>());
    case nlohmann::json::value_t::number_integer:
      return Value::integer(json.get<std::int64_t>());
    case nlohmann::json::value_t::number_unsigned:
      return json_unsigned(json.get<std::uint64_t>());
    case nlohmann::json::value_t::number_float:
      return Value::number(json.get<double>());
    case nlohmann::json::value_t::null:
      return {};
    default:
      throw ValueError("binary and discarded JSON values cannot go into a prompt");
  }
}

}  // namespace baton::inline v0::jinja
