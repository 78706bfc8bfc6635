// A struct out of plain text: the model is held to the schema of the struct, and a wrong answer is sent
// back to it with what is wrong.
//
//     structured_output [MODEL]      without a model, a stand-in fills the schema with made-up values
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include <baton/baton.hpp>

using namespace baton;

struct Position {
  std::string text;
  double quantity = 0;
  double unit_price = 0;
};
BATON_FIELDS(Position, text, (quantity, "Pieces or hours", minimum(0)), (unit_price, "In the invoice's currency"))

struct Invoice {
  std::string number;
  std::string customer;
  std::vector<Position> positions;
  double total = 0;
};
BATON_FIELDS(Invoice, (number, "As printed"), customer, (positions, "One for each line"),
             (total, "Tax included", minimum(0)))

int main(int argc, char** argv) {
  std::ifstream file(argc > 2 ? argv[2] : BATON_EXAMPLE_DATA "/invoice.txt");
  const std::string letter{std::istreambuf_iterator<char>(file), {}};

  const Model reader = argc > 1 ? model(argv[1]) : Model(std::make_shared<SchemaModel>());
  auto read = prompt<"Read this invoice.\n\n{letter}"> | repair(reader, structured<Invoice>);

  const Invoice invoice = read.invoke(letter);
  std::cout << "invoice " << invoice.number << " for " << invoice.customer << ": " << invoice.total << '\n';
  for (const auto& position : invoice.positions) {
    std::cout << "  " << position.quantity << " x " << position.text << " at " << position.unit_price << '\n';
  }
}
