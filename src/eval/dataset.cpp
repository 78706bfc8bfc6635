#include <baton/eval/dataset.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/json.hpp>

#include "eval/lines.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

[[noreturn]] void wrong_line(std::size_t number, const std::string& what) {
  throw Error(ErrorCode::parse_error, "the data set, line " + std::to_string(number) + ": " + what);
}

std::string text_member(const json& object, const char* key, std::size_t number, bool required) {
  const auto found = object.find(key);
  if (found == object.end() && !required) return {};
  if (found == object.end() || !found->is_string()) wrong_line(number, std::string("\"") + key + "\" must be a text");
  return found->get<std::string>();
}

Relevant relevant_of(const json& value, std::size_t number) {
  if (value.is_string()) return {.source = value.get<std::string>()};
  if (!value.is_object()) wrong_line(number, "\"relevant\" holds sources, or objects with \"source\" and \"grade\"");
  Relevant out{.source = text_member(value, "source", number, true)};
  const auto grade = value.find("grade");
  if (grade == value.end()) return out;
  if (!grade->is_number() || grade->get<double>() < 0) wrong_line(number, "\"grade\" must be a number from 0");
  out.grade = grade->get<double>();
  return out;
}

EvalCase case_of(std::string_view line, std::size_t number, const Limits& limits) {
  json object;
  try {
    object = Json::parse(line, limits).ref();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::limit_exceeded) throw;
    wrong_line(number, error.message());
  }
  if (!object.is_object()) wrong_line(number, "it must be an object");
  EvalCase out{.id = text_member(object, "id", number, true),
               .question = text_member(object, "question", number, true),
               .answer = text_member(object, "answer", number, false)};
  const auto relevant = object.find("relevant");
  if (relevant == object.end()) return out;
  if (!relevant->is_array()) wrong_line(number, "\"relevant\" must be a list");
  for (const auto& each : *relevant) out.relevant.push_back(relevant_of(each, number));
  return out;
}

json to_json(const EvalCase& one) {
  json out = {{"id", one.id}, {"question", one.question}};
  if (!one.answer.empty()) out["answer"] = one.answer;
  for (const auto& each : one.relevant) {
    if (each.grade == 1.0) {
      out["relevant"].push_back(each.source);
    } else {
      out["relevant"].push_back({{"source", each.source}, {"grade", each.grade}});
    }
  }
  return out;
}

}  // namespace

Dataset dataset_from_jsonl(std::string_view text, std::string name, const Limits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(ErrorCode::limit_exceeded, "the data set has more than " + std::to_string(limits.bytes) + " bytes");
  }
  Dataset out{.name = std::move(name)};
  std::set<std::string> ids;
  detail::for_each_line(text, [&](std::string_view line, std::size_t number) {
    EvalCase one = case_of(line, number, limits);
    if (!ids.insert(one.id).second) wrong_line(number, "the id '" + one.id + "' comes twice");
    if (out.cases.size() >= limits.items) {
      throw Error(ErrorCode::limit_exceeded, "the data set has more than " + std::to_string(limits.items) + " questions");
    }
    out.cases.push_back(std::move(one));
  });
  return out;
}

std::string to_jsonl(const Dataset& dataset) {
  std::string out;
  for (const auto& one : dataset.cases) out += to_json(one).dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  return out;
}

Dataset load_dataset(const std::string& file, const Limits& limits) {
  std::error_code failure;
  const auto size = std::filesystem::file_size(file, failure);
  if (failure) throw Error(ErrorCode::not_found, "the data set '" + file + "' cannot be read: " + failure.message());
  if (size > limits.bytes) {
    throw Error(ErrorCode::limit_exceeded, "the data set '" + file + "' has more than " + std::to_string(limits.bytes) + " bytes");
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (!in) throw Error(ErrorCode::io_error, "the data set '" + file + "' cannot be read");
  return dataset_from_jsonl(text, std::filesystem::path(file).filename().string(), limits);
}

void add_qrels(Dataset& dataset, std::string_view text) {
  std::map<std::string_view, EvalCase*> by_id;
  for (auto& one : dataset.cases) by_id[one.id] = &one;
  detail::for_each_line(text, [&](std::string_view line, std::size_t number) {
    const auto words = detail::words_of(line);
    if (words.size() != 3 && words.size() != 4) wrong_line(number, "a judgement is QUERY [ITERATION] DOCUMENT GRADE");
    double grade = 0;
    const std::string_view digits = words.back();
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), grade);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || !std::isfinite(grade)) {
      wrong_line(number, "the grade is no number");
    }
    const auto found = by_id.find(words.front());
    if (found == by_id.end()) return;
    found->second->relevant.push_back({.source = std::string(words[words.size() - 2]), .grade = std::max(0.0, grade)});
  });
}

}  // namespace baton::inline v0
