#include "memory/transcript.hpp"

#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_part_bytes = std::size_t{16} << 10;

std::string shortened(std::string_view text) {
  if (text.size() <= most_part_bytes) return std::string(text);
  return std::string(utf8_prefix(text, most_part_bytes)) + " […]";
}

struct Told {
  std::string operator()(const Text& part) const { return shortened(part.text); }
  std::string operator()(const Image&) const { return "<a picture>"; }
  std::string operator()(const File& part) const { return "<the file " + part.name + ">"; }
  std::string operator()(const ToolCall& part) const {
    return "<calls " + part.name + " with " + shortened(part.arguments) + ">";
  }
  std::string operator()(const ToolResult& part) const { return shortened(part.content); }
  std::string operator()(const Reasoning&) const { return {}; }
};

}  // namespace

std::string transcript(const std::vector<Message>& messages) {
  std::string lines;
  for (const Message& message : messages) {
    if (message.role == Role::system) continue;
    std::string told;
    for (const Part& part : message.parts) told += std::visit(Told{}, part);
    if (told.empty()) continue;
    nlohmann::ordered_json line = {{"role", to_string(message.role)}};
    if (!message.name.empty()) line["name"] = message.name;
    line["text"] = told;
    lines += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return lines;
}

}  // namespace baton::inline v0
