#include <baton/prompt/chat_prompt.hpp>

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

[[noreturn]] void missing(const std::string& what, const std::string& name,
                          const Variables& variables) {
  throw Error(ErrorCode::not_found,
              what + " '" + name + "' was not passed: there are " + listed(variables.names()));
}

Image image_by_url(const nlohmann::json& url, const std::string& name) {
  if (!url.is_string()) {
    throw Error(ErrorCode::invalid_argument, "image variable '" + name +
                                                 "' must hold an Image or a URL, not " +
                                                 std::string(url.type_name()));
  }
  return {url.get<std::string>(), {}, {}, {}};
}

std::vector<Image> images_of(const std::string& name, const Variables& variables) {
  if (const auto* images = variables.images(name)) return *images;
  const auto& json = variables.json().ref();
  const auto found = json.find(name);
  if (found == json.end()) missing("image variable", name, variables);
  std::vector<Image> out;
  if (found->is_array()) {
    for (const auto& url : *found) out.push_back(image_by_url(url, name));
  } else {
    out.push_back(image_by_url(*found, name));
  }
  return out;
}

std::string bytes(const std::string& data, const std::string& media_type) {
  return media_type + ", " + std::to_string(data.size()) + " bytes";
}

struct PartWriter {
  std::string operator()(const Text& part) const { return part.text; }
  std::string operator()(const Image& part) const {
    const std::string what = part.url.empty() ? bytes(part.bytes, part.media_type) : part.url;
    return "[image " + what + (part.detail.empty() ? "" : ", detail " + part.detail) + "]";
  }
  std::string operator()(const File& part) const {
    return "[file " + part.name +
           (part.id.empty() ? ", " + bytes(part.bytes, part.media_type) : ", id " + part.id) + "]";
  }
  std::string operator()(const ToolCall& part) const {
    return "[tool call " + part.id + ": " + part.name + " " + part.arguments + "]";
  }
  std::string operator()(const ToolResult& part) const {
    return "[tool " + std::string(part.is_error ? "error " : "result ") + part.call_id + "]\n" +
           part.content;
  }
  std::string operator()(const Reasoning& part) const { return "[reasoning] " + part.text; }
};

}  // namespace

ChatPrompt ChatPrompt::with(Item item) const {
  ChatPrompt out = *this;
  out.items_.push_back(std::move(item));
  return out;
}

ChatPrompt ChatPrompt::parsed(Role role, std::string_view source, MessageOptions options) const {
  TemplateOptions reading;
  reading.name = std::string(to_string(role)) + " message " + std::to_string(items_.size() + 1);
  return add(role, Template::parse(source, std::move(reading)), std::move(options));
}

ChatPrompt ChatPrompt::system(std::string_view source) const {
  return parsed(Role::system, source, {});
}
ChatPrompt ChatPrompt::assistant(std::string_view source) const {
  return parsed(Role::assistant, source, {});
}
ChatPrompt ChatPrompt::user(std::string_view source, MessageOptions options) const {
  return parsed(Role::user, source, std::move(options));
}

ChatPrompt ChatPrompt::add(Role role, Template text, MessageOptions options) const {
  return with(FromTemplate{role, std::move(text), std::move(options)});
}

ChatPrompt ChatPrompt::add(Message message) const { return with(std::move(message)); }

ChatPrompt ChatPrompt::placeholder(std::string name, bool optional) const {
  return with(Placeholder{std::move(name), optional});
}

ChatPrompt ChatPrompt::partial(const Variables& variables) const {
  ChatPrompt out = *this;
  out.bound_ = bound_.merged_with(variables);
  return out;
}

Message ChatPrompt::render_message(const FromTemplate& item, const Variables& variables) {
  Message message{.role = item.role, .parts = {}, .name = item.options.name};
  message.parts.emplace_back(Text{item.text.render(variables)});
  for (const auto& name : item.options.images) {
    for (auto& image : images_of(name, variables)) message.parts.emplace_back(std::move(image));
  }
  return message;
}

void ChatPrompt::insert_messages(std::vector<Message>& out, const Placeholder& item,
                                 const Variables& variables) {
  if (const auto* messages = variables.messages(item.name)) {
    out.insert(out.end(), messages->begin(), messages->end());
  } else if (variables.contains(item.name)) {
    throw Error(
        ErrorCode::invalid_argument,
        "placeholder '" + item.name + "' needs a list of messages: pass a std::vector<Message>");
  } else if (!item.optional) {
    missing("the list of messages", item.name, variables);
  }
}

std::vector<Message> ChatPrompt::render(const Variables& variables) const {
  const Variables all = bound_.merged_with(variables);
  std::vector<Message> out;
  for (const auto& item : items_) {
    if (const auto* text = std::get_if<FromTemplate>(&item)) {
      out.push_back(render_message(*text, all));
    } else if (const auto* place = std::get_if<Placeholder>(&item)) {
      insert_messages(out, *place, all);
    } else {
      out.push_back(std::get<Message>(item));
    }
  }
  return out;
}

std::string ChatPrompt::explain(const Variables& variables) const {
  return baton::explain(render(variables));
}

std::vector<std::string> ChatPrompt::variables() const {
  std::set<std::string> names;
  for (const auto& item : items_) {
    if (const auto* text = std::get_if<FromTemplate>(&item)) {
      for (auto& name : text->text.variables()) names.insert(std::move(name));
      names.insert(text->options.images.begin(), text->options.images.end());
    } else if (const auto* place = std::get_if<Placeholder>(&item); place && !place->optional) {
      names.insert(place->name);
    }
  }
  for (const auto& name : bound_.names()) names.erase(name);
  return {names.begin(), names.end()};
}

std::string explain(const std::vector<Message>& messages) {
  std::string out;
  for (const auto& message : messages) {
    if (!out.empty()) out += "\n";
    out += "[" + std::string(to_string(message.role)) +
           (message.name.empty() ? "" : " " + message.name) + "]\n";
    for (const auto& part : message.parts) out += std::visit(PartWriter{}, part) + "\n";
  }
  return out;
}

}  // namespace baton::inline v0
