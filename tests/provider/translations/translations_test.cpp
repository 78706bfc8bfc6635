#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/provider/openai.hpp>
#include <baton/provider/registry.hpp>

#include "provider/counterpart_servers.hpp"
#include "provider/translations/conversations.hpp"
#include "provider/translations/differences.hpp"
#include "support/test_server.hpp"

// The Portkey gateway writes the request of another vendor's protocol for a conversation that it is given in
// OpenAI's. What it sends, and what our adapter sends for the same conversation, must be the same but for
// the differences that stand, with their reasons, in a file for each vendor.

namespace baton::test {
namespace {

using nlohmann::json;

/// One vendor's file.
struct Translation {
  explicit Translation(const std::string& name) {
    std::ifstream file(BATON_TRANSLATIONS_DIR "/" + name + ".json");
    about = json::parse(file);
    for (const json& entry : about.at("differences")) known.push_back(difference_from(entry));
  }
  [[nodiscard]] std::string word(const char* member) const { return about.at(member).get<std::string>(); }

  json about;
  std::vector<Difference> known;
};

const Conversation& conversation(const std::string& name) {
  static const std::vector<Conversation> all = translated_conversations();
  return *std::find_if(all.begin(), all.end(), [&](const Conversation& one) { return one.name == name; });
}

std::vector<std::string> conversation_names() {
  std::vector<std::string> names;
  for (const auto& one : translated_conversations()) names.push_back(one.name);
  return names;
}

class Translations : public CounterpartServers {
 protected:

  explicit Translations(const std::string& file) : translation_(file) {}

  [[nodiscard]] Model ours(const TestServer& server) const {
    return model(translation_.word("vendor") + "/" + translation_.word("model"),
                 {.base_url = server.url(translation_.word("our_path")), .api_key = Secret("k-test")});
  }
  [[nodiscard]] Model theirs(const TestServer& server) const {
    OpenAiOptions options{.model = translation_.word("model"), .base_url = at(*gateway, "/v1"), .api_key = Secret("k-test")};
    options.headers = {{"x-portkey-provider", translation_.word("provider")},
                       {"x-portkey-custom-host", server.url(translation_.word("their_path"))}};
    for (const auto& [name, value] : translation_.about.at("their_headers").items()) {
      options.headers.push_back({name, value.get<std::string>()});
    }
    return Model(openai_model(options));
  }

  /// What `server` got for the conversation, or the code of the error without a request. The answer is
  /// of no interest, so there is none that anybody could read.
  [[nodiscard]] json sent(const TestServer& server, const Model& by, const Conversation& talk) {
    std::string code = "none";
    try {
      const Played played = talk.stream ? stream(by, talk.request) : Played{};
      if (!talk.stream) (void)complete(by, talk.request);
      if (played.error) code = to_string(played.error->code());
    } catch (const Error& error) {
      code = to_string(error.code());
    }
    const auto requests = server.requests();
    if (requests.empty()) return "refused: " + code;
    json envelope = {{"address", requests[0].target}, {"body", json::parse(requests[0].body)}};
    for (const json& name : translation_.about.at("headers")) {
      envelope["headers"][name.get<std::string>()] = requests[0].header(name.get<std::string>());
    }
    return envelope;
  }

  [[nodiscard]] Compared both_ways(const Conversation& talk) {
    const auto unreadable = [](const Received&) { return Reply::text(200, "{}"); };
    TestServer direct(unreadable);
    TestServer behind(unreadable);
    const json mine = sent(direct, ours(direct), talk);
    return compare(mine, sent(behind, theirs(behind), talk), translation_.known);
  }

  Translation translation_;
};

class TranslatedConversation : public Translations,
                               public ::testing::WithParamInterface<std::tuple<const char*, std::string>> {
 protected:
  TranslatedConversation() : Translations(std::get<0>(GetParam())) {}
};

INSTANTIATE_TEST_SUITE_P(Vendors, TranslatedConversation,
                         ::testing::Combine(::testing::Values("anthropic", "gemini", "bedrock"),
                                            ::testing::ValuesIn(conversation_names())),
                         [](const auto& row) {
                           return std::string(std::get<0>(row.param)) + "_" + std::get<1>(row.param);
                         });

TEST_P(TranslatedConversation, DiffersOnlyWhereExplained) {
  for (const auto& entry : both_ways(conversation(std::get<1>(GetParam()))).unexplained) ADD_FAILURE() << entry;
}

class TranslatedVendor : public Translations, public ::testing::WithParamInterface<const char*> {
 protected:
  TranslatedVendor() : Translations(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Vendors, TranslatedVendor, ::testing::Values("anthropic", "gemini", "bedrock"),
                         [](const auto& row) { return std::string(row.param); });

TEST_P(TranslatedVendor, StillDiffersWhereItIsSaid) {
  std::vector<std::size_t> found(translation_.known.size());
  const auto names = conversation_names();
  for (const auto& name : names) {
    const Compared compared = both_ways(conversation(name));
    for (std::size_t index = 0; index < found.size(); ++index) found[index] += compared.found[index];
  }
  std::size_t places = 0;
  for (std::size_t index = 0; index < found.size(); ++index) {
    places += found[index];
    EXPECT_GT(found[index], 0U) << "gone: " << translation_.known[index].path << ", " << translation_.known[index].reason;
  }
  RecordProperty("conversations", static_cast<int>(names.size()));
  RecordProperty("differences", static_cast<int>(found.size()));
  std::cout << GetParam() << ": " << names.size() << " conversations, " << found.size() << " differences in "
            << places << " places\n";
}

}  // namespace
}  // namespace baton::test
