#include "document/subtitle_loader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "document/markdown_writer.hpp"
#include "document/text_loader.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t longest_tag = 256;

/// The references WebVTT knows.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> vtt_references = {
    {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "}}};

/// `<i>`, `<v Ada>`, `{\an8}`, `&amp;`.
std::string without_markup(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const std::string_view head = line.substr(0, longest_tag);
    const bool style = head.starts_with("{\\");
    const bool tag = head.size() > 1 && head[0] == '<' && head[1] != ' ';
    const std::size_t end = tag ? head.find('>') : style ? head.find('}') : std::string_view::npos;
    const auto* const reference = std::ranges::find_if(vtt_references, [&](const auto& each) { return head.starts_with(each.first); });
    if (reference != vtt_references.end()) {
      out += reference->second;
      line.remove_prefix(reference->first.size());
    } else if (end == std::string_view::npos) {
      out += line[0];
      line.remove_prefix(1);
    } else {
      line.remove_prefix(end + 1);
    }
  }
  return out;
}

/// The whole seconds a cue begins at: "00:01:02" of "00:01:02,500 --> 00:01:04,000".
std::string_view start_of_cue(std::string_view line) {
  const std::string_view start = trimmed(line.substr(0, line.find("-->")));
  return start.substr(0, start.find_first_of(",."));
}

class SubtitleText {
 public:
  void line(std::string_view text, std::uint32_t number) {
    if (text.find("-->") != std::string_view::npos) {
      time_ = start_of_cue(text);
      first_line_ = number;
      in_cue_ = true;
    } else if (trimmed(text).empty()) {
      end_cue();
    } else if (in_cue_) {
      const std::string words = without_markup(trimmed(text));
      if (!said_.empty() && !words.empty()) said_ += ' ';
      said_ += words;
    }
  }

  void end_cue() {
    if (in_cue_ && !said_.empty()) {
      out.text += "[" + std::string(time_) + "] " + said_ + "\n";
      out.source_lines.push_back(first_line_);
    }
    said_.clear();
    in_cue_ = false;
  }

  Document out;

 private:
  std::string_view time_;
  std::string said_;
  std::uint32_t first_line_ = 1;
  bool in_cue_ = false;
};

}  // namespace

bool SubtitleLoader::takes(std::string_view media_type) const {
  return media_type == "text/vtt" || media_type == "application/x-subrip";
}

Result<Loaded> SubtitleLoader::load(const LoadInput& input, const LoadOptions&, const Context& context) const {
  const auto decoded = decode_text(input.bytes);
  if (!decoded) return decoded.error();
  SubtitleText subtitles;
  subtitles.out.metadata = encoding_metadata(*decoded);
  std::string_view rest = decoded->text;
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    if (number % 4096 == 0) context.check();
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    subtitles.line(line, number);
  }
  subtitles.end_cue();
  // The text ends with a line end, behind which a last, empty line stands.
  if (!subtitles.out.source_lines.empty()) subtitles.out.source_lines.push_back(subtitles.out.source_lines.back());
  return only(std::move(subtitles.out));
}

}  // namespace baton::inline v0::detail
