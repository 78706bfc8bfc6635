#include <baton/prompt/variables.hpp>

#include <algorithm>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

template <class List>
const List* find_in(const std::map<std::string, List, std::less<>>& lists, std::string_view name) {
  const auto found = lists.find(name);
  return found == lists.end() ? nullptr : &found->second;
}

}  // namespace

VariableValue::VariableValue(std::string_view text) : storage_(Json(nlohmann::json(text))) {}
VariableValue::VariableValue(const std::vector<std::string>& texts)
    : storage_(Json(nlohmann::json(texts))) {}
VariableValue::VariableValue(Message message)
    : storage_(std::vector<Message>{std::move(message)}) {}
VariableValue::VariableValue(Image image) : storage_(std::vector<Image>{std::move(image)}) {}
Json VariableValue::from_bool(bool value) { return Json(nlohmann::json(value)); }
Json VariableValue::from_integer(std::int64_t value) { return Json(nlohmann::json(value)); }
Json VariableValue::from_double(double value) { return Json(nlohmann::json(value)); }

Variables::Variables() : json_(nlohmann::json::object()) {}

Variables::Variables(std::initializer_list<Variable> values) : Variables() {
  for (const auto& [name, value] : values) set(name, value);
}

Variables::Variables(Json object) : json_(std::move(object)) {
  if (json_.is_null()) json_ = Json(nlohmann::json::object());
  if (!json_.ref().is_object()) {
    throw Error(ErrorCode::invalid_argument, "variables must be a JSON object, not " +
                                                 std::string(json_.ref().type_name()) +
                                                 ": wrap the value as {\"name\": value}");
  }
}

void Variables::erase(const std::string& name) {
  json_.ref().erase(name);
  messages_.erase(name);
  images_.erase(name);
}

Variables& Variables::set(std::string name, VariableValue value) {
  erase(name);
  auto storage = std::move(value).storage();
  if (auto* json = std::get_if<Json>(&storage)) {
    json_.ref()[std::move(name)] = std::move(json->ref());
  } else if (auto* messages = std::get_if<std::vector<Message>>(&storage)) {
    messages_.emplace(std::move(name), std::move(*messages));
  } else {
    images_.emplace(std::move(name), std::get<std::vector<Image>>(std::move(storage)));
  }
  return *this;
}

Variables Variables::merged_with(const Variables& others) const {
  Variables out = *this;
  for (const auto& [name, value] : others.json_.ref().items()) out.set(name, Json(value));
  for (const auto& [name, messages] : others.messages_) out.set(name, messages);
  for (const auto& [name, images] : others.images_) out.set(name, images);
  return out;
}

bool Variables::contains(std::string_view name) const {
  return json_.ref().contains(name) || messages(name) || images(name);
}

const std::vector<Message>* Variables::messages(std::string_view name) const {
  return find_in(messages_, name);
}
const std::vector<Image>* Variables::images(std::string_view name) const {
  return find_in(images_, name);
}

std::vector<std::string> Variables::names() const {
  std::vector<std::string> out;
  for (const auto& [name, value] : json_.ref().items()) out.push_back(name);
  for (const auto& [name, value] : messages_) out.push_back(name);
  for (const auto& [name, value] : images_) out.push_back(name);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace baton::inline v0
