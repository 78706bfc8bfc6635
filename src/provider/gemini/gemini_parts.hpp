#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0::detail {

/// Puts the parts of an answer together, and tells the events. Pieces of text that follow each other are
/// one part, but one with a signature stays by itself, as the vendor asks. Source:
/// https://ai.google.dev/api/caching (Part) and https://ai.google.dev/gemini-api/docs/thought-signatures.
class GeminiParts {
 public:
  explicit GeminiParts(std::string vendor) : vendor_(std::move(vendor)) {}

  /// One part of the answer with this id. Throws `bad_response` for what cannot be read, and for more
  /// parts than anybody sends.
  void add(const nlohmann::json& part, const std::string& answer_id);
  /// A text that is no part: why an answer was withheld.
  void say(const std::string& text);

  /// What has happened since it was last taken.
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return events_; }
  /// The text so far.
  [[nodiscard]] std::string text() const { return message_.text(); }
  /// Whether there was more than thoughts.
  [[nodiscard]] bool answered() const noexcept { return answered_; }
  [[nodiscard]] bool has_calls() const noexcept { return calls_ > 0; }
  [[nodiscard]] Message finish();

 private:
  enum class Open : std::uint8_t { nothing, text, thought };

  void add_text(const std::string& text, const nlohmann::json& part);
  void add_thought(const std::string& text, const nlohmann::json& part);
  void add_call(const nlohmann::json& call, const std::string& answer_id);
  [[nodiscard]] bool add_image(const nlohmann::json& data, const nlohmann::json& part);
  void add_raw(const nlohmann::json& part);
  void add_signature_of(const nlohmann::json& part);

  std::string vendor_;
  Message message_{Role::assistant, {}, {}};
  Open open_ = Open::nothing;
  std::size_t calls_ = 0;
  bool answered_ = false;
  std::vector<ChatEvent> events_;
};

}  // namespace baton::inline v0::detail
