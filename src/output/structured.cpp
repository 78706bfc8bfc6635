#include <baton/output/structured.hpp>

#include <algorithm>

namespace baton::inline v0::detail {
namespace {

/// Vendors take letters, digits, '_' and '-' in the name of a schema, 64 at most.
std::string schema_name(std::string_view type_name) {
  constexpr std::size_t longest = 64;
  std::string name(type_name.substr(0, longest));
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
      },
      '_');
  return name;
}

}  // namespace

void decode_answer(const TypeInfo& type, const JsonAnswer& answer, void* object) {
  try {
    decode(type, answer.value(), object, {});
  } catch (const Error& error) {
    throw unusable_answer(error, answer.text());
  }
}

ResponseFormat format_for(const TypeInfo& type) {
  ResponseFormat format;
  format.kind = ResponseFormat::Kind::schema;
  format.name = schema_name(type.name);
  format.schema = schema_of(type);
  return format;
}

std::string instructions_for(const TypeInfo& type) {
  return "Answer with one JSON object and nothing else. It must fit this JSON Schema:\n" +
         schema_of(type).dump();
}

}  // namespace baton::inline v0::detail
