#include <baton/output/structured.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "streams.hpp"

namespace {

using namespace baton;  // NOLINT

enum class Kind { person, company };
BATON_FIELDS(Kind, person, company)

struct Contact {
  std::string name;
  Kind kind = Kind::company;
  std::vector<std::string> phones;
  int age = -1;
  bool operator==(const Contact&) const = default;
};
BATON_FIELDS(Contact, name, kind, phones, (age, "In years", minimum(0)))

const Contact ann{"Ann é", Kind::person, {"12", "34"}, 30};
const std::string answer =
    "Of course:\n```json\n" + to_json(ann).dump(2) + "\n```\n";

TEST(Structured, ReadsAnAnswer) {
  EXPECT_EQ(structured<Contact>(streams::response(answer)), ann);
  EXPECT_EQ(structured<Contact>(std::string_view(answer)), ann);
}

TEST(Structured, ViolationsAreModelOutputErrorsWithTheirCause) {
  const auto error = streams::error_of([] {
    (void)structured<Contact>(streams::response(R"({"name":"A","kind":"dog","phones":[1],"age":-3})"));
  });
  EXPECT_EQ(error.code(), ErrorCode::model_output_invalid);
  EXPECT_EQ(error.message(),
            "kind: must be one of person, company; was \"dog\"; phones[0]: must be a string, was 1; "
            "age: must be at least 0, was -3");
  ASSERT_NE(error.cause(), nullptr);
  EXPECT_EQ(error.cause()->code(), ErrorCode::schema_mismatch);
  EXPECT_FALSE(error.partial().empty());
}

TEST(Structured, TruncatedAnswersAdviseMoreTokens) {
  for (const auto reason : {FinishReason::length, FinishReason::stop}) {
    const auto error = streams::error_of([&] {
      streams::drain(structured<Contact>.transform(streams::events({"{\"name\":", "\"A"}, reason), {}));
    });
    EXPECT_EQ(error.code(), ErrorCode::model_output_invalid);
    EXPECT_EQ(error.message().find("max_tokens") != std::string::npos, reason == FinishReason::length);
  }
}

TEST(Structured, StreamsPartialValues) {
  const auto parts = streams::drain(structured<Contact>.transform(
      streams::events({R"({"name":"An)", R"(n","kind":"per)", R"(son","phones":["1)", R"(2"],"age":3)", "0}"},
                      FinishReason::stop),
      {}));
  ASSERT_EQ(parts.size(), 5U);
  EXPECT_EQ(parts[0].value.name, "An");
  EXPECT_TRUE(parts[0].has("name"));
  EXPECT_FALSE(parts[0].has("kind"));
  EXPECT_FALSE(parts[1].has("kind"));
  EXPECT_EQ(parts[1].value.kind, Kind::company);
  EXPECT_EQ(parts[2].value.kind, Kind::person);
  EXPECT_EQ(parts[2].value.phones, (std::vector<std::string>{"1"}));
  EXPECT_FALSE(parts[3].has("age"));
  EXPECT_EQ(parts[3].value.age, -1);
  EXPECT_FALSE(parts[3].complete);
  EXPECT_TRUE(parts[4].complete);
  EXPECT_TRUE(parts[4].present.all());
  EXPECT_EQ(parts[4].value, (Contact{"Ann", Kind::person, {"12"}, 30}));
}

TEST(Structured, EveryCutEndsWithTheSameWhole) {
  std::mt19937 random(9);
  for (int i = 0; i < 200; ++i) {
    auto stream = structured<Contact>.transform(streams::strings(streams::cut(answer, random)), {});
    EXPECT_EQ(sync_wait(collect(std::move(stream))), ann);
  }
}

TEST(Structured, FormatCarriesTheSchema) {
  const ResponseFormat format = structured<Contact>.format();
  EXPECT_EQ(format.kind, ResponseFormat::Kind::schema);
  EXPECT_EQ(format.name, "Contact");
  EXPECT_EQ(format.schema, json_schema<Contact>());
  EXPECT_NE(structured<Contact>.instructions().find(json_schema<Contact>().dump()), std::string::npos);
}

}  // namespace
