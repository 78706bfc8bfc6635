#include <baton/document/split_mode.hpp>

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "document/chunk_maker.hpp"
#include "document/code_lines.hpp"
#include "document/json_path.hpp"
#include "document/ranked_cuts.hpp"
#include "document/split_ranges.hpp"

namespace baton::inline v0 {
namespace {

using detail::ByteRange;

std::string bounds(ByteRange range) {
  return std::to_string(range.begin) + '-' + std::to_string(range.end);
}

void add(Chunk& chunk, const char* key, std::string value) {
  if (!value.empty()) chunk.metadata = detail::with_member(chunk.metadata, key, std::move(value));
}

/// One walk over the ranges of a mode. `Take` gets each range, the place whose headings count, and a
/// function that tells a chunk what only this mode knows.
template <class Take>
struct Walk {
  const Document& document;
  const detail::MarkdownOutline& outline;
  Take take;

  void plain(const std::vector<ByteRange>& ranges) {
    for (const ByteRange range : ranges) each(range, [](Chunk&) {});
  }
  template <class Tell>
  void each(ByteRange range, Tell tell) {
    take(range, detail::without_space(document.text, range).begin, tell);
  }

  void operator()(const SplitOptions& mode) {
    plain(detail::recursive_ranges(document, outline, mode));
  }
  void operator()(const TokenSplit& mode) { plain(detail::token_ranges(document, outline, mode)); }
  void operator()(const SentenceSplit& mode) { plain(detail::sentence_ranges(document.text, mode)); }

  void operator()(const SentenceWindowSplit& mode) {
    const auto atoms = detail::sentence_atoms(document.text, mode.chunk_bytes);
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      const std::size_t first = i - std::min(i, mode.sentences);
      const std::size_t last = i + std::min(atoms.size() - 1 - i, mode.sentences);
      each(atoms[i], [&](Chunk& chunk) {
        add(chunk, "window", bounds({atoms[first].begin, atoms[last].end}));
      });
    }
  }

  void operator()(const HeadingSplit& mode) {
    for (const auto& section : detail::section_ranges(document, outline, mode)) {
      take(section.range, section.body, [](Chunk&) {});
    }
  }

  void operator()(const CodeSplit& mode) {
    detail::check_chunk_bytes(mode.chunk_bytes);
    detail::CodeScope scope(document.text);
    for (const ByteRange range :
         detail::pack(document.text, detail::code_cuts(document.text), mode.chunk_bytes)) {
      each(range, [&](Chunk& chunk) { add(chunk, "scope", scope.at(range.begin)); });
    }
  }

  void operator()(const JsonSplit& mode) {
    detail::check_chunk_bytes(mode.chunk_bytes);
    detail::JsonCursor cursor(document.text);
    for (const ByteRange range :
         detail::pack(document.text, detail::json_cuts(document.text), mode.chunk_bytes)) {
      each(range, [&](Chunk& chunk) {
        cursor.advance(range.begin);
        add(chunk, "pointer", cursor.pointer());
      });
    }
  }

  void operator()(const HierarchicalSplit& mode) {
    for (const auto& leaf : detail::leaf_ranges(document, outline, mode)) {
      each(leaf.range, [&](Chunk& chunk) {
        add(chunk, "parent", bounds(leaf.parent));
        add(chunk, "root", bounds(leaf.root));
      });
    }
  }
};

template <class Take>
void walk(const Document& document, const detail::MarkdownOutline& outline, const SplitMode& mode,
          Take take) {
  std::visit(Walk<Take>{document, outline, std::move(take)}, mode);
}

std::string sized(const char* name, std::size_t bytes) {
  return std::string(name) + " chunk_bytes=" + std::to_string(bytes);
}

std::string with(std::string name, const char* key, std::size_t value) {
  return std::move(name) + ' ' + key + '=' + std::to_string(value);
}

struct Name {
  std::string operator()(const SplitOptions& mode) const {
    return with(sized("recursive", mode.chunk_bytes), "overlap_bytes", mode.overlap_bytes);
  }
  std::string operator()(const TokenSplit& mode) const {
    if (mode.count && mode.name.empty()) {
      throw Error(ErrorCode::invalid_argument,
                  "TokenSplit::name must name the tokenizer that TokenSplit::count counts with");
    }
    const std::string name = "token " + (mode.count ? mode.name : std::string("estimate"));
    return with(with(name, "chunk_tokens", mode.chunk_tokens), "overlap_tokens", mode.overlap_tokens);
  }
  std::string operator()(const SentenceSplit& mode) const {
    return with(sized("sentence", mode.chunk_bytes), "overlap_sentences", mode.overlap_sentences);
  }
  std::string operator()(const SentenceWindowSplit& mode) const {
    return with(sized("sentence_window", mode.chunk_bytes), "sentences", mode.sentences);
  }
  std::string operator()(const HeadingSplit& mode) const {
    return with("heading " + (*this)(mode.within), "max_level", mode.max_level);
  }
  std::string operator()(const CodeSplit& mode) const { return sized("code", mode.chunk_bytes); }
  std::string operator()(const JsonSplit& mode) const { return sized("json", mode.chunk_bytes); }
  std::string operator()(const HierarchicalSplit& mode) const {
    std::string name = "hierarchical";
    for (const std::size_t bytes : mode.chunk_bytes) name += ' ' + std::to_string(bytes);
    return name;
  }
};

}  // namespace

std::vector<Chunk> split_by(const Document& document, const SplitMode& mode) {
  const detail::MarkdownOutline outline = detail::outline_of(document);
  detail::ChunkMaker maker(document, outline);
  std::vector<Chunk> chunks;
  walk(document, outline, mode, [&](ByteRange range, std::size_t place, const auto& tell) {
    const ByteRange content = detail::without_space(document.text, range);
    if (content.begin == content.end) return;
    chunks.push_back(maker.chunk(range, place));
    tell(chunks.back());
  });
  return chunks;
}

std::vector<TextSpan> spans_by(const Document& document, const SplitMode& mode) {
  const detail::MarkdownOutline outline = detail::outline_of(document);
  detail::ChunkMaker maker(document, outline);
  std::vector<TextSpan> spans;
  walk(document, outline, mode,
       [&](ByteRange range, std::size_t, const auto&) { spans.push_back(maker.span(range)); });
  return spans;
}

std::string name_of(const SplitMode& mode) { return std::visit(Name{}, mode); }

}  // namespace baton::inline v0
