#include "document/mail_loader.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/document/encoding.hpp>
#include <baton/document/media_type.hpp>

#include "document/document_facts.hpp"
#include "document/html_loader.hpp"
#include "document/markdown_writer.hpp"
#include "document/mime.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t max_mime_depth = 16;

/// Collects a message's text, and hands its attachments on.
class MailReader {
 public:
  MailReader(const LoadInput& input, const LoadOptions& options, const Context& context)
      : input_(input), options_(options), context_(context) {}

  Loaded read() {
    const MimeEntity message = parse_entity(input_.bytes);
    Document document;
    nlohmann::json metadata = nlohmann::json::object();
    std::string head;
    for (const char* name : {"Subject", "From", "To", "Cc", "Date"}) {
      std::string key(name);
      key[0] = static_cast<char>(key[0] | 0x20);
      const std::string text = message.header(key);
      if (text.empty()) continue;
      head += std::string(name) + ": " + text + "\n";
      const std::string iso = key == "date" ? iso_date(text) : std::string();
      if (key != "subject") metadata[key] = iso.empty() ? text : iso;
    }
    document.title = message.header("subject");
    take(message, 0);
    document.text = head + (head.empty() ? "" : "\n") + body_;
    document.media_type = "text/plain";
    if (!metadata.empty()) document.metadata = std::move(metadata);
    loaded_.documents.insert(loaded_.documents.begin(), std::move(document));
    return std::move(loaded_);
  }

 private:
  void take(const MimeEntity& entity, std::size_t depth) {
    context_.check();
    if (depth > max_mime_depth) throw Error(ErrorCode::limit_exceeded, "the message's parts are nested too deeply");
    const MimeValue type = entity.value("content-type");
    if (type.value.starts_with("multipart/")) {
      const auto boundary = type.parameters.find("boundary");
      if (boundary == type.parameters.end() || boundary->second.empty()) return;
      const auto parts = split_multipart(entity.body, boundary->second, options_.max_parts);
      return type.value == "multipart/alternative" ? take_best(parts, depth) : take_all(parts, depth);
    }
    const bool attached = entity.value("content-disposition").value == "attachment" || !entity.file_name().empty();
    const bool text = type.value.empty() || type.value == "text/plain" || type.value == "text/html";
    attached || !text ? attach(entity, type) : append(entity, type);
  }

  void take_all(const std::vector<std::string_view>& parts, std::size_t depth) {
    for (const std::string_view part : parts) take(parse_entity(part), depth + 1);
  }

  /// The plain one of alternatives unless it is blank, else the last, which is the richest.
  void take_best(const std::vector<std::string_view>& parts, std::size_t depth) {
    for (const std::string_view part : parts) {
      const MimeEntity entity = parse_entity(part);
      const bool plain = entity.value("content-type").value == "text/plain";
      if (plain && !trimmed(entity.body).empty()) return take(entity, depth + 1);
    }
    if (!parts.empty()) take(parse_entity(parts.back()), depth + 1);
  }

  void append(const MimeEntity& entity, const MimeValue& type) {
    const std::string bytes = entity.content();
    const auto charset = type.parameters.find("charset");
    auto decoded = decode_text(bytes, charset == type.parameters.end() ? std::string_view() : charset->second);
    if (!decoded) {
      loaded_.skipped.push_back({std::string(input_.source) + "!/body", decoded.error()});
      return;
    }
    std::string text = std::move(decoded->text);
    if (type.value == "text/html") {
      const HtmlLoader html;
      text = html.load({input_.source, text, "text/html"}, options_, context_).value().documents.at(0).text;
    }
    if (!body_.empty() && !body_.ends_with('\n')) body_ += '\n';
    body_ += text;
  }

  void attach(const MimeEntity& entity, const MimeValue& type) {
    std::string name = entity.file_name();
    ++attachments_;
    const bool message = type.value == "message/rfc822";
    if (name.empty()) name = (message ? "message " : "attachment ") + std::to_string(attachments_);
    // The declared type counts only where the name tells nothing: programs declare the most diverse ones.
    const bool declared = message || (media_type_of_name(name).empty() && options_.loaders.find(type.value) != nullptr);
    load_part(input_, name, entity.content(), options_, context_, loaded_, declared ? type.value : std::string());
  }

  const LoadInput& input_;
  const LoadOptions& options_;
  const Context& context_;
  Loaded loaded_;
  std::string body_;
  std::size_t attachments_ = 0;
};

/// Where the next message of a mailbox begins, at or behind `from`: a line "From " after a blank one.
std::size_t next_message(std::string_view box, std::size_t from) {
  for (std::size_t at = box.find("From ", from); at != std::string_view::npos; at = box.find("From ", at + 1)) {
    const std::string_view before = box.substr(0, at);
    if (at == 0 || before.ends_with("\n\n") || before.ends_with("\n\r\n")) return at;
  }
  return box.size();
}

/// Without the ">" that keeps a line of the text from looking like the next message.
std::string unquoted(std::string_view message) {
  std::string out;
  while (!message.empty()) {
    std::string_view line = message.substr(0, message.find('\n'));
    line = message.substr(0, std::min(line.size() + 1, message.size()));
    message.remove_prefix(line.size());
    const std::size_t marks = std::min(line.find_first_not_of('>'), line.size());
    if (marks > 0 && line.substr(marks).starts_with("From ")) line.remove_prefix(1);
    out += line;
  }
  return out;
}

}  // namespace

bool MailLoader::takes(std::string_view media_type) const { return media_type == "message/rfc822"; }

Result<Loaded> MailLoader::load(const LoadInput& input, const LoadOptions& options,
                                const Context& context) const {
  return MailReader(input, options, context).read();
}

bool MailboxLoader::takes(std::string_view media_type) const { return media_type == "application/mbox"; }

Result<Loaded> MailboxLoader::load(const LoadInput& input, const LoadOptions& options,
                                   const Context& context) const {
  Loaded loaded;
  std::size_t number = 0;
  std::size_t from = next_message(input.bytes, 0);
  if (from != 0 && !trimmed(input.bytes).empty())
    return Error(ErrorCode::parse_error, "it is no mailbox: it does not begin with \"From \"");
  while (from < input.bytes.size()) {
    context.check();
    const std::size_t end = next_message(input.bytes, from + 1);
    std::string_view message = input.bytes.substr(from, end - from);
    message.remove_prefix(std::min(message.find('\n'), message.size() - 1) + 1);
    load_part(input, std::to_string(++number), unquoted(message), options, context, loaded, "message/rfc822");
    from = end;
  }
  return loaded;
}

}  // namespace baton::inline v0::detail
