#include <algorithm>
#include <array>
#include <string>

#include "provider/testing/sample.hpp"

namespace baton::inline v0::sample {
namespace {

std::string number(std::size_t value, std::size_t width) {
  auto text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::string words(std::size_t least, std::size_t most, Random& random) {
  constexpr std::array<std::string_view, 8> vocabulary = {"amber", "birch", "cedar", "delta",
                                                          "ember", "fjord", "grove", "heath"};
  const std::size_t wanted = least + random.below(std::min(most, least + 16) - least + 1);
  std::string text;
  while (text.empty() || text.size() < wanted) {
    if (!text.empty()) text += ' ';
    text += vocabulary[random.below(vocabulary.size())];
  }
  // Whole words where the bounds allow it.
  if (const auto space = text.rfind(' '); text.size() > wanted && space != std::string::npos && space >= least) {
    text.resize(space);
  }
  if (text.size() > most) text.resize(most);
  if (!text.empty() && text.back() == ' ') text.back() = 'a';
  return text;
}

std::string date(Random& random) {
  std::string text = number(2000 + random.below(30), 4);
  text.append("-").append(number(1 + random.below(12), 2));
  return text.append("-").append(number(1 + random.below(28), 2));
}

std::string time(Random& random) {
  std::string text = number(random.below(24), 2);
  text.append(":").append(number(random.below(60), 2));
  return text.append(":").append(number(random.below(60), 2)).append("Z");
}

std::string uuid(Random& random) {
  return matching_string("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", random);
}

}  // namespace

std::string plain_string(std::string_view format, std::size_t least, std::size_t most, Random& random) {
  if (format == "date") return date(random);
  if (format == "time") return time(random);
  if (format == "date-time") return date(random) + "T" + time(random);
  if (format == "email") return matching_string("[a-z]{3,8}@example\\.com", random);
  if (format == "uri") return matching_string("https://example\\.com/[a-z]{3,8}", random);
  if (format == "uuid") return uuid(random);
  return words(least, most, random);
}

}  // namespace baton::inline v0::sample
