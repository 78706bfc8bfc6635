// Classification: the model names one of a few values, and the chain branches on it.
//
//     classify [MODEL]
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <baton/baton.hpp>

using namespace baton;
using namespace baton::literals;

enum class Kind { complaint, question, praise };
BATON_FIELDS(Kind, (complaint, "Something is wrong"), (question, "Something is asked"), praise)

struct Mail {
  Kind kind = Kind::question;
  std::string reason;
};
BATON_FIELDS(Mail, kind, (reason, "In one sentence"))

int main(int argc, char** argv) {
  const Model reader = argc > 1 ? model(argv[1]) : Model(std::make_shared<SchemaModel>());

  auto route = branch(
      when([](const Mail& mail) { return mail.kind == Kind::complaint; },
           [](const Mail& mail) { return "to the service desk: " + mail.reason; }),
      when([](const Mail& mail) { return mail.kind == Kind::question; },
           [](const Mail& mail) { return "to the expert: " + mail.reason; }),
      otherwise([](const Mail& mail) { return "to the whole team: " + mail.reason; }));

  auto sort = prompt<"What kind of mail is this?\n\n{mail}"> | reader | structured<Mail> | route;

  const std::vector<std::string> mails = {"My bicycle squeaks since you repaired it.",
                                          "Do you also repair scooters?", "What a lovely shop!"};
  for (const auto& result : batch(sort, mails)) {
    std::cout << (result ? *result : result.error().what()) << '\n';
  }
}
