#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace baton::testing {

using RedisHash = std::map<std::string, std::string>;
/// The type of each field of an index.
using SearchFields = std::map<std::string, std::string>;

/// The part of the query language of RediSearch, dialect 2, that the store writes: intersections, unions in
/// parentheses, negation, tags, a range of numbers and words, with parameters for values. Anything else throws.
class SearchQuery {
 public:
  SearchQuery(std::string_view text, const std::map<std::string, std::string>& parameters, const SearchFields& fields, double place_width)
      : rest_(text), parameters_(parameters), fields_(fields), place_width_(place_width) {}

  /// Whether the query holds for a hash; sets how many of the words it has.
  bool holds(const RedisHash& hash, double& score) {
    hash_ = &hash;
    score_ = 0.0;
    const std::string_view whole = rest_;
    const bool fits = group(false);
    rest_ = whole;
    score = score_;
    return fits;
  }

 private:
  [[noreturn]] void wrong() const { throw std::runtime_error("Syntax error near '" + std::string(rest_) + "'"); }
  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  void need(std::string_view what) {
    if (!take(what)) wrong();
  }
  std::string_view name() {
    std::size_t end = 0;
    while (end < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[end])) != 0 || rest_[end] == '_')) ++end;
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
  }
  const std::string& value() {
    need("$");
    return parameters_.at(std::string(name()));
  }

  bool group(bool closed) {
    bool all = true;
    bool any = false;
    bool is_union = false;
    for (;;) {
      const bool part = item();
      all = all && part;
      any = any || part;
      if (closed && take(")")) break;
      if (!closed && rest_.empty()) break;
      if (take(" | ")) is_union = true;
      else need(" ");
    }
    return is_union ? any : all;
  }

  bool item() {
    if (take("-")) return !item();
    if (take("(")) return group(true);
    need("@");
    const std::string field(name());
    need(":");
    if (take("{")) return tag(of_type(field, "TAG"));
    if (take("(")) return words(of_type(field, "TEXT"));
    need("[");
    of_type(field, "NUMERIC");
    const double from = std::floor(std::stod(value()) / place_width_);
    need(" +inf]");
    return std::floor(std::stod(hash_->at(field)) / place_width_) >= from;
  }

  const std::string& of_type(const std::string& field, const char* type) const {
    if (!fields_.contains(field) || fields_.at(field) != type) throw std::runtime_error("Unknown field `" + field + "`");
    return field;
  }

  bool tag(const std::string& field) {
    const std::string tags = "," + hash_->at(field) + ",";
    const bool there = tags.find("," + value() + ",") != std::string::npos;
    need("}");
    return there;
  }

  bool words(const std::string& field) {
    const std::vector<std::string> held = words_of(hash_->at(field));
    do {
      score_ += static_cast<double>(std::ranges::count(held, value()));
    } while (take("|"));
    need(")");
    return score_ > 0.0;
  }

  static std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80 || std::isalnum(byte) != 0) words.back() += static_cast<char>(std::tolower(byte));
      else words.emplace_back();
    }
    return words;
  }

  std::string_view rest_;
  const std::map<std::string, std::string>& parameters_;
  const SearchFields& fields_;
  const double place_width_;
  const RedisHash* hash_ = nullptr;
  double score_ = 0.0;
};

}  // namespace baton::testing
