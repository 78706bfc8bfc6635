#include "cache/question_list.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "cache/sealed.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::string_view list_magic = "BAQ1";
constexpr std::size_t key_bytes = 64;
constexpr std::size_t number_bytes = 4;

void put_number(std::string& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xffU);
}

std::uint32_t number_at(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < number_bytes; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

double dot(const Embedding& a, const Embedding& b) {
  return static_cast<double>(std::inner_product(a.begin(), a.end(), b.begin(), 0.0F));
}

}  // namespace

Embedding normalised(Embedding vector) {
  const double length = std::sqrt(dot(vector, vector));
  if (!std::isfinite(length) || length <= 0.0) return {};
  for (float& x : vector) x = static_cast<float>(static_cast<double>(x) / length);
  return vector;
}

QuestionList::QuestionList(std::string_view bytes) {
  std::string_view content = unseal(list_magic, bytes);
  if (content.size() < number_bytes) damaged_cache("a list of questions without a length");
  const std::size_t dimensions = number_at(content);
  content.remove_prefix(number_bytes);
  const std::size_t record = key_bytes + dimensions * number_bytes;
  if (content.size() % record != 0) damaged_cache("half a question");
  for (; !content.empty(); content.remove_prefix(record)) {
    Question question{std::string(content.substr(0, key_bytes)), Embedding(dimensions)};
    for (std::size_t i = 0; i < dimensions; ++i) {
      question.meaning[i] = std::bit_cast<float>(number_at(content.substr(key_bytes + i * number_bytes)));
    }
    questions_.push_back(std::move(question));
  }
}

std::optional<QuestionList::Match> QuestionList::nearest(const Embedding& meaning) const {
  std::optional<Match> best;
  for (const Question& question : questions_) {
    if (question.meaning.size() != meaning.size()) continue;
    const double similarity = dot(question.meaning, meaning);
    if (!best || similarity > best->similarity) best = Match{question.key, similarity};
  }
  return best;
}

void QuestionList::add(std::string_view key, const Embedding& meaning, std::size_t most) {
  std::erase_if(questions_, [&](const Question& question) {
    return question.key == key || question.meaning.size() != meaning.size();
  });
  questions_.push_back({std::string(key), meaning});
  if (questions_.size() > most) questions_.erase(questions_.begin());
}

std::string QuestionList::bytes() const {
  std::string content;
  put_number(content, questions_.empty() ? 0 : static_cast<std::uint32_t>(questions_.front().meaning.size()));
  for (const Question& question : questions_) {
    content += question.key;
    for (const float x : question.meaning) put_number(content, std::bit_cast<std::uint32_t>(x));
  }
  return seal(list_magic, content);
}

}  // namespace baton::inline v0
