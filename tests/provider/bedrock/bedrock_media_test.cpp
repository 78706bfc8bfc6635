#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/bedrock/bedrock_request.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json image_of(const Image& image) { return json::parse(detail::bedrock_image(image).dump())["image"]; }
json document_of(const File& file) { return json::parse(detail::bedrock_document(file).dump())["document"]; }

template <class Call>
ErrorCode code_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(BedrockMedia, Pictures) {
  EXPECT_EQ(image_of({"", "JPG", "image/jpeg", ""}), json::parse(R"({"format":"jpeg","source":{"bytes":"SlBH"}})"));
  EXPECT_EQ(image_of({"s3://bucket/a.webp", "", "", ""}), json::parse(R"({"format":"webp","source":{"s3Location":{"uri":"s3://bucket/a.webp"}}})"));
  EXPECT_EQ(image_of({"s3://bucket/a.jpg", "", "", ""})["format"], "jpeg");
  EXPECT_EQ(image_of({"s3://bucket/a", "", "image/gif", ""})["format"], "gif");
  EXPECT_EQ(code_of([] { (void)image_of({"https://x/a.png", "", "", ""}); }), ErrorCode::unsupported);
  EXPECT_EQ(code_of([] { (void)image_of({"", "BMP", "image/bmp", ""}); }), ErrorCode::unsupported);
  EXPECT_EQ(code_of([] { (void)image_of({"s3://bucket/a", "", "", ""}); }), ErrorCode::unsupported);
  EXPECT_EQ(code_of([] { (void)image_of({}); }), ErrorCode::invalid_argument);
}

TEST(BedrockMedia, Documents) {
  EXPECT_EQ(document_of({"Plan (final)  v2.pdf", "", "%PDF-1", ""}),
            json::parse(R"({"format":"pdf","name":"Plan (final) v2-pdf","source":{"bytes":"JVBERi0x"}})"));
  EXPECT_EQ(document_of({"", "", "x", "text/markdown"})["name"], "document");
  EXPECT_EQ(document_of({"größe", "", "x", "text/plain"})["name"], "gr----e");
  EXPECT_EQ(document_of({"a", "s3://bucket/a.csv", "", "text/csv"}),
            json::parse(R"({"format":"csv","name":"a","source":{"s3Location":{"uri":"s3://bucket/a.csv"}}})"));
  EXPECT_EQ(code_of([] { (void)document_of({"a", "file-1", "", "text/csv"}); }), ErrorCode::unsupported);
  EXPECT_EQ(code_of([] { (void)document_of({"a", "", "x", "application/zip"}); }), ErrorCode::unsupported);
  EXPECT_EQ(code_of([] { (void)document_of({"a", "", "", "text/csv"}); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
