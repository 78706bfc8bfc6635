#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "provider/bedrock/bedrock_request.hpp"
#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

using BedrockFormat = std::pair<std::string_view, std::string_view>;  // media type, and what Bedrock calls it

constexpr std::array<BedrockFormat, 4> image_formats = {
    {{"image/png", "png"}, {"image/jpeg", "jpeg"}, {"image/gif", "gif"}, {"image/webp", "webp"}}};

constexpr std::array<BedrockFormat, 9> document_formats = {{
    {"application/pdf", "pdf"},
    {"text/plain", "txt"},
    {"text/markdown", "md"},
    {"text/html", "html"},
    {"text/csv", "csv"},
    {"application/msword", "doc"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/vnd.ms-excel", "xls"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
}};

template <class Formats>
std::string bedrock_format(const Formats& formats, const std::string& type, const char* what) {
  std::string known;
  for (const auto& [media_type, format] : formats) {
    if (type == media_type) return std::string(format);
    known.append(known.empty() ? "" : ", ").append(media_type);
  }
  throw Error(ErrorCode::unsupported, std::string("Bedrock takes no ") + what + " of the media_type \"" +
                                          type.substr(0, 100) + "\": known are " + known);
}

wire_json s3_source(const std::string& uri) { return {{"s3Location", {{"uri", uri}}}}; }

/// Which image it is, from the ending of its name, where nothing else says so.
std::string bedrock_type_by_ending(const std::string& url) {
  for (const auto& [media_type, format] : image_formats) {
    if (url.ends_with("." + std::string(format))) return std::string(media_type);
  }
  return url.ends_with(".jpg") ? "image/jpeg" : "";
}

/// Bedrock takes letters, digits, blanks, hyphens and brackets, and one blank in a row.
std::string bedrock_document_name(const std::string& name) {
  constexpr std::string_view allowed = "-()[]";
  std::string out;
  for (const char c : name.substr(0, 200)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 || allowed.find(c) != std::string_view::npos);
    if (c == ' ' && !out.ends_with(' ')) out += c;
    if (c != ' ') out += plain ? c : '-';
  }
  return out.empty() ? "document" : out;
}

}  // namespace

wire_json bedrock_image(const Image& image) {
  check_image(image);
  const std::string type = image.media_type.empty() ? bedrock_type_by_ending(image.url) : image.media_type;
  if (!image.url.empty() && !image.url.starts_with("s3://")) {
    throw Error(ErrorCode::unsupported,
                "Bedrock takes pictures by bytes or from s3://: fetch the URL and give its bytes");
  }
  wire_json source = image.url.empty() ? wire_json{{"bytes", base64_encode(image.bytes)}} : s3_source(image.url);
  return {{"image", {{"format", bedrock_format(image_formats, type, "picture")}, {"source", std::move(source)}}}};
}

wire_json bedrock_document(const File& file) {
  if (file.id.empty() == file.bytes.empty()) {
    throw Error(ErrorCode::invalid_argument, "a File needs either the id of an upload or bytes");
  }
  if (!file.id.empty() && !file.id.starts_with("s3://")) {
    throw Error(ErrorCode::unsupported, "Bedrock takes files by bytes, or from S3 by an id like s3://bucket/name");
  }
  const bool pdf = file.media_type.empty() && file.bytes.starts_with("%PDF-");
  wire_json source = file.id.empty() ? wire_json{{"bytes", base64_encode(file.bytes)}} : s3_source(file.id);
  return {{"document",
           {{"format", bedrock_format(document_formats, pdf ? "application/pdf" : file.media_type, "file")},
            {"name", bedrock_document_name(file.name)},
            {"source", std::move(source)}}}};
}

}  // namespace baton::inline v0::detail
