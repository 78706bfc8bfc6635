#include <array>

#include <baton/provider/cohere.hpp>

namespace baton::inline v0 {
namespace {

/// The first row whose name begins the model's name counts, so longer names stand before shorter ones.
struct CohereModelRow {
  std::string_view name;
  bool images;
  bool thinks;
};

// Source: https://docs.cohere.com/docs/models and …/docs/reasoning.
constexpr std::array cohere_rows = {
    CohereModelRow{"command-a-plus", true, true},
    CohereModelRow{"command-a-reasoning", false, true},
    CohereModelRow{"command-a-vision", true, false},
    CohereModelRow{"command-a-translate", false, false},
    CohereModelRow{"command-a-03", false, false},
    CohereModelRow{"command-r", false, false},
    CohereModelRow{"", true, true},
};

Capabilities cohere_can(const CohereModelRow& row) {
  Capabilities can;
  can.files = false;
  can.images = row.images;
  can.thinking = row.thinks ? Capabilities::Thinking::budget : Capabilities::Thinking::none;
  can.efforts = {"low", "medium", "high"};
  return can;
}

}  // namespace

Capabilities cohere_capabilities(std::string_view model) {
  for (const CohereModelRow& row : cohere_rows) {
    if (model.starts_with(row.name)) return cohere_can(row);
  }
  return {};
}

}  // namespace baton::inline v0
