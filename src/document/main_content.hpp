#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// A part of a rendered page that may be what it is about, or what stands around that.
struct PageRange {
  enum class Kind : std::uint8_t {
    main,     ///< `main`, or role="main"
    article,  ///< `article` that is in no other
    frame,    ///< head, foot, side or navigation of the page
    links,    ///< a block that is little else than links: a menu
  };
  Kind kind = Kind::main;
  std::size_t begin = 0;
  std::size_t end = 0;  ///< in bytes of the text
};

/// Notes the ranges of a page while it is rendered.
class PageRanges {
 public:
  /// `at` is the size of the text so far. `role` is that of the element, or empty.
  void open(std::string_view name, std::string_view role, std::size_t at);
  void close(std::string_view name, std::size_t at);
  /// So many bytes of the text stand in a link.
  void link(std::size_t bytes) noexcept { link_bytes_ += bytes; }
  void begin_link() noexcept { ++links_; }

  [[nodiscard]] const std::vector<PageRange>& found() const noexcept { return found_; }

 private:
  struct Open {
    std::string name;
    bool content = false;    ///< main, article, section: what is in it is no frame of the page
    PageRange::Kind kind = PageRange::Kind::links;
    std::size_t begin = 0;
    std::size_t link_bytes = 0;
    std::size_t links = 0;
  };
  std::vector<Open> open_;
  std::vector<PageRange> found_;
  std::size_t within_content_ = 0;
  std::size_t link_bytes_ = 0;
  std::size_t links_ = 0;
};

/// A rendered page: the text, and for each line of it the line of the source.
struct PageText {
  std::string text;
  std::vector<std::uint32_t> lines;
};

/// Cuts a page down to what it is about: its main part if it marks one that has a quarter of the text, else its
/// only article, else the page without frames and menus (link density after Kohlschütter,
/// Fankhauser, Nejdl: "Boilerplate Detection using Shallow Text Features", 2010). A page of which less than a
/// quarter would be left is kept whole: it is a list of links by itself.
PageText main_content(PageText page, const std::vector<PageRange>& ranges);

}  // namespace baton::inline v0::detail
