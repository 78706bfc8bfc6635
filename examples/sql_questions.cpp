// Questions about a database: a model writes the SELECT, the database checks and runs it, the model tells the rows.
//
//     sql_questions [MODEL ["QUESTION"]]      without a model, a stand-in plays one that knows one question
#include <iostream>
#include <memory>
#include <string>

#include <baton/baton.hpp>

using namespace baton;

/// Writes first a statement that reads what it may not, then a proper one, then tells the first row.
std::string stand_in(const ChatRequest& request) {
  const std::string asked = request.messages.back().text();
  if (const auto rows = asked.find("Context:\n"); rows != std::string::npos) {
    const auto first = asked.find('\n', rows + 9) + 1;
    return "It was: " + asked.substr(first, asked.find('\n', first) - first);
  }
  if (request.messages.size() == 1) return R"({"answerable":true,"sql":"SELECT name, card FROM customers"})";
  return R"({"answerable":true,"sql":"SELECT name, sum(pieces) FROM orders JOIN products ON products.id = product GROUP BY name ORDER BY 2 DESC"})";
}

int main(int argc, char** argv) {
  const Model writer = argc > 1 ? model(argv[1]) : Model(std::make_shared<FunctionModel>(stand_in));
  SqlPolicy policy;
  policy.tables = {{"products", {"id", "name", "price"}, "what the shop sells"}, {"orders"}};
  const auto shop = SqlDatabase::open(BATON_EXAMPLE_DATA "/shop.db", policy);

  try {
    const SqlAnswer answer = answer_with_sql(shop, writer).invoke(argc > 2 ? argv[2] : "Which product sold best?");
    std::cout << answer.text << '\n' << answer.sql << '\n' << to_text(answer.rows);
    std::cout << "statements tried: " << answer.attempts << '\n';
  } catch (const Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
