// Tools without an agent: the model asks for a function, the application runs it and tells the result.
//
//     tools_by_hand [MODEL]      without a model, a stand-in makes a valid call, and no sense
#include <iostream>
#include <memory>

#include <baton/baton.hpp>

using namespace baton;

struct Weather {
  std::string city;
  bool fahrenheit = false;
};
BATON_FIELDS(Weather, (city, "Name of the city, without the country"), (fahrenheit, "Instead of Celsius"))

std::string look_up(const Weather& wanted) {
  return wanted.city + ": " + (wanted.fahrenheit ? "64 °F" : "18 °C") + ", light rain";
}

int main(int argc, char** argv) {
  const Model chat = argc > 1 ? model(argv[1]) : Model(std::make_shared<SchemaModel>());
  ToolSpec weather{.name = "weather",
                   .description = "The weather of a city right now",
                   .parameters = json_schema<Weather>()};
  auto ask = step(chat.with_tools({weather}));

  std::vector<Message> talk = {Message::user("Do I need an umbrella in Bergen?")};
  for (int turn = 0; turn < 5; ++turn) {
    const ChatResponse response = ask.invoke(talk);
    talk.push_back(response.message);
    const auto calls = response.message.tool_calls();
    if (calls.empty()) break;
    for (const ToolCall& call : calls) {
      const auto wanted = try_from_json<Weather>(Json::parse(call.arguments));
      std::cout << "calls " << call.name << ' ' << call.arguments << '\n';
      // A wrong call is not an exception: the model is told, and may try again.
      talk.push_back(wanted ? Message::tool_result(call, look_up(*wanted))
                            : Message::tool_result(call, wanted.error().message(), true));
    }
  }
  std::cout << talk.back().text() << '\n';
}
