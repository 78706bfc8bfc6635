#include "yaml/yaml.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <optional>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "yaml/yaml_scalar.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

[[noreturn]] void refuse_yaml(const YAML::Mark& mark, const std::string& what) {
  throw Error(ErrorCode::parse_error, "YAML, line " + std::to_string(mark.line + 1) + ", column " +
                                          std::to_string(mark.column + 1) + ": " + what);
}

std::size_t items_in(const json& value) {
  std::size_t count = 1;
  if (value.is_structured()) {
    for (const auto& each : value) count += items_in(each);
  }
  return count;
}

std::size_t depth_of(const json& value) {
  std::size_t depth = 0;
  if (value.is_structured()) {
    for (const auto& each : value) depth = std::max(depth, depth_of(each));
    ++depth;
  }
  return depth;
}

/// Puts the values together as the parser meets them.
class JsonBuilder : public YAML::EventHandler {
 public:
  explicit JsonBuilder(const Limits& limits) : limits_(limits) {}

  [[nodiscard]] json take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(begun_, true)) refuse_yaml(mark, "a second document begins, one is read");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, anchor, nullptr); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) refuse_yaml(mark, "an alias stands within what it stands for");
    count(items_in(found->second));
    check_depth(open_.size() + depth_of(found->second));
    add(mark, 0, found->second);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (waits_for_key()) return add(mark, anchor, value);
    auto scalar = yaml_scalar(tag, value);
    if (!scalar) refuse_yaml(mark, "this is no value of the tag '" + tag.substr(0, 60) + "'");
    add(mark, anchor, *std::move(scalar));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(mark, tag, "tag:yaml.org,2002:seq", anchor, json::array());
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(mark, tag, "tag:yaml.org,2002:map", anchor, json::object());
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    YAML::Mark mark;
    YAML::anchor_t anchor;
    json value;
    std::optional<std::string> key{};
  };

  [[nodiscard]] bool waits_for_key() const {
    return !open_.empty() && open_.back().value.is_object() && !open_.back().key;
  }

  void count(std::size_t more) {
    if (more <= limits_.items && (items_ += more) <= limits_.items) return;
    throw Error(ErrorCode::limit_exceeded, "YAML with more than " + std::to_string(limits_.items) + " values");
  }

  void check_depth(std::size_t depth) const {
    if (depth <= limits_.depth) return;
    throw Error(ErrorCode::limit_exceeded, "YAML nested deeper than " + std::to_string(limits_.depth));
  }

  void begin(const YAML::Mark& mark, const std::string& tag, const char* own_tag, YAML::anchor_t anchor, json empty) {
    if (waits_for_key()) refuse_yaml(mark, "a key must be a scalar");
    if (tag != "?" && tag != "!" && !tag.empty() && tag != own_tag) {
      refuse_yaml(mark, "the tag '" + tag.substr(0, 60) + "' is unknown");
    }
    check_depth(open_.size() + 1);
    open_.push_back({mark, anchor, std::move(empty)});
  }

  void end() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(done.mark, done.anchor, std::move(done.value));
  }

  void add(const YAML::Mark& mark, YAML::anchor_t anchor, json value) {
    count(1);
    if (anchor != 0) anchors_[anchor] = value;
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push_back(std::move(value));
    } else if (!open_.back().key) {
      add_key(mark, value);
    } else {
      open_.back().value[*std::exchange(open_.back().key, std::nullopt)] = std::move(value);
    }
  }

  void add_key(const YAML::Mark& mark, const json& value) {
    if (!value.is_string()) refuse_yaml(mark, "a key must be a text");
    const auto& key = value.get_ref<const std::string&>();
    if (open_.back().value.contains(key)) refuse_yaml(mark, "the key '" + key.substr(0, 60) + "' comes twice");
    open_.back().key = key;
  }

  const Limits limits_;
  bool begun_ = false;
  std::size_t items_ = 0;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, json> anchors_;
  json root_;
};

/// Reads a text where it lies.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // never written: there is no output
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

json parse_yaml(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(ErrorCode::limit_exceeded, "YAML of more than " + std::to_string(limits.bytes) + " bytes");
  }
  // A zero byte would make the parser take the text for UTF-16, and hand out what is no UTF-8.
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::parse_error, "YAML that is not UTF-8, or has a zero byte");
  }
  JsonBuilder builder(limits);
  try {
    ViewBuffer buffer(text);
    std::istream in(&buffer);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    refuse_yaml(error.mark, error.msg);
  }
  return builder.take();
}

}  // namespace baton::inline v0
