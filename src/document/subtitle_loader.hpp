#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Subtitles, SubRip (.srt) and WebVTT (.vtt): what is said, a cue a line behind its time, without
/// markup, positions and notes. Lines lead back to those of the file.
class SubtitleLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
