#include <baton/document/media_type.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/ascii.hpp"

namespace baton::inline v0 {
namespace {

using namespace std::string_view_literals;
using Pair = std::pair<std::string_view, std::string_view>;

// Tables are read by rows, several pairs in each.
// clang-format off
/// Sorted by extension for the binary search.
constexpr std::array by_extension = std::to_array<Pair>({
    {"7z", "application/x-7z-compressed"}, {"a", "application/x-archive"}, {"adb", "text/x-ada"},
    {"adoc", "text/asciidoc"}, {"ads", "text/x-ada"}, {"asm", "text/x-asm"}, {"atom", "application/atom+xml"}, {"avi", "video/x-msvideo"},
    {"awk", "text/x-awk"}, {"bash", "text/x-shellscript"}, {"bat", "text/x-bat"},
    {"bin", "application/octet-stream"}, {"bmp", "image/bmp"}, {"bz2", "application/x-bzip2"},
    {"c", "text/x-c"}, {"c++", "text/x-c++"}, {"cc", "text/x-c++"}, {"cfg", "text/x-ini"},
    {"class", "application/java-vm"}, {"clj", "text/x-clojure"}, {"cmake", "text/x-cmake"},
    {"conf", "text/x-ini"}, {"cpp", "text/x-c++"}, {"cs", "text/x-csharp"}, {"css", "text/css"},
    {"csv", "text/csv"}, {"cu", "text/x-c++"}, {"cxx", "text/x-c++"}, {"d", "text/x-d"},
    {"dart", "text/x-dart"}, {"db", "application/vnd.sqlite3"}, {"db3", "application/vnd.sqlite3"}, {"deb", "application/x-debian-package"},
    {"diff", "text/x-diff"}, {"dll", "application/x-dosexec"}, {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"el", "text/x-lisp"}, {"eml", "message/rfc822"}, {"eot", "font/eot"}, {"epub", "application/epub+zip"}, {"erl", "text/x-erlang"}, {"ex", "text/x-elixir"},
    {"exe", "application/x-dosexec"}, {"exs", "text/x-elixir"}, {"f90", "text/x-fortran"},
    {"flac", "audio/flac"}, {"fs", "text/x-fsharp"}, {"gif", "image/gif"}, {"go", "text/x-go"},
    {"gradle", "text/x-groovy"}, {"groovy", "text/x-groovy"}, {"h", "text/x-c"}, {"h++", "text/x-c++"},
    {"hh", "text/x-c++"}, {"hpp", "text/x-c++"}, {"hs", "text/x-haskell"}, {"htm", "text/html"},
    {"html", "text/html"}, {"hxx", "text/x-c++"}, {"ico", "image/x-icon"}, {"ini", "text/x-ini"},
    {"inl", "text/x-c++"}, {"ipynb", "application/x-ipynb+json"}, {"iso", "application/octet-stream"},
    {"jar", "application/java-archive"}, {"java", "text/x-java"}, {"jl", "text/x-julia"},
    {"jpeg", "image/jpeg"}, {"jpg", "image/jpeg"}, {"js", "text/javascript"}, {"json", "text/json"},
    {"jsonl", "text/x-ndjson"}, {"jsx", "text/javascript"}, {"kt", "text/x-kotlin"}, {"less", "text/css"},
    {"lisp", "text/x-lisp"}, {"log", "text/plain"}, {"lua", "text/x-lua"}, {"m", "text/x-objective-c"},
    {"markdown", "text/markdown"}, {"mbox", "application/mbox"}, {"md", "text/markdown"}, {"mdx", "text/markdown"},
    {"mjs", "text/javascript"}, {"mkd", "text/markdown"}, {"mkv", "video/x-matroska"},
    {"ml", "text/x-ocaml"}, {"mo", "application/x-gettext"}, {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"}, {"mp4", "video/mp4"}, {"ndjson", "text/x-ndjson"}, {"nix", "text/x-nix"}, {"o", "application/x-object"},
    {"odp", "application/vnd.oasis.opendocument.presentation"}, {"ods", "application/vnd.oasis.opendocument.spreadsheet"}, {"odt", "application/vnd.oasis.opendocument.text"}, {"ogg", "audio/ogg"}, {"org", "text/x-org"}, {"otf", "font/otf"},
    {"parquet", "application/octet-stream"}, {"pas", "text/x-pascal"}, {"patch", "text/x-diff"},
    {"pdf", "application/pdf"}, {"php", "text/x-php"}, {"pl", "text/x-perl"}, {"pm", "text/x-perl"},
    {"png", "image/png"}, {"pod", "text/x-pod"}, {"pp", "text/x-pascal"}, {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"properties", "text/x-ini"}, {"proto", "text/x-protobuf"}, {"ps1", "text/x-powershell"},
    {"py", "text/x-python"}, {"pyc", "application/x-python-code"}, {"pyi", "text/x-python"},
    {"qmd", "text/markdown"}, {"r", "text/x-r"}, {"rar", "application/x-rar"}, {"rb", "text/x-ruby"},
    {"rmd", "text/markdown"}, {"rpm", "application/x-rpm"}, {"rs", "text/x-rust"}, {"rss", "application/rss+xml"}, {"rst", "text/x-rst"}, {"rtf", "text/rtf"},
    {"s", "text/x-asm"}, {"scala", "text/x-scala"}, {"scm", "text/x-lisp"}, {"scss", "text/css"},
    {"sh", "text/x-shellscript"}, {"so", "application/x-object"}, {"sql", "text/x-sql"},
    {"sqlite", "application/vnd.sqlite3"}, {"sqlite3", "application/vnd.sqlite3"}, {"srt", "application/x-subrip"}, {"svg", "image/svg+xml"}, {"swift", "text/x-swift"},
    {"tar", "application/x-tar"}, {"tcl", "text/x-tcl"}, {"tex", "text/x-tex"}, {"texi", "text/x-texinfo"},
    {"text", "text/plain"}, {"tgz", "application/x-tar"}, {"tiff", "image/tiff"}, {"toml", "text/toml"},
    {"ts", "text/x-typescript"}, {"tsv", "text/tab-separated-values"}, {"tsx", "text/x-typescript"}, {"ttf", "font/ttf"},
    {"txt", "text/plain"}, {"v", "text/x-verilog"}, {"vhd", "text/x-vhdl"}, {"vim", "text/x-vim"}, {"vtt", "text/vtt"},
    {"wasm", "application/wasm"}, {"wav", "audio/wav"}, {"webm", "video/webm"}, {"webp", "image/webp"},
    {"woff", "font/woff"}, {"woff2", "font/woff2"}, {"xhtml", "text/html"}, {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xml", "text/xml"}, {"xz", "application/x-xz"}, {"yaml", "text/yaml"}, {"yml", "text/yaml"},
    {"zig", "text/x-zig"}, {"zip", "application/zip"}, {"zsh", "text/x-shellscript"},
    {"zst", "application/zstd"},
});
static_assert(std::is_sorted(by_extension.begin(), by_extension.end()));

constexpr std::array by_name = std::to_array<Pair>({
    {"Makefile", "text/x-makefile"}, {"makefile", "text/x-makefile"}, {"GNUmakefile", "text/x-makefile"},
    {"CMakeLists.txt", "text/x-cmake"}, {"Dockerfile", "text/x-dockerfile"}, {"Jenkinsfile", "text/x-groovy"},
    {"Gemfile", "text/x-ruby"}, {"Rakefile", "text/x-ruby"},
});

constexpr std::array signatures = std::to_array<Pair>({
    {"%PDF-", "application/pdf"}, {"{\\rtf", "text/rtf"}, {"\x89PNG\r\n\x1A\n", "image/png"}, {"GIF87a", "image/gif"},
    {"GIF89a", "image/gif"}, {"\xFF\xD8\xFF", "image/jpeg"}, {"PK\x03\x04", "application/zip"},
    {"PK\x05\x06", "application/zip"}, {"\x7F" "ELF", "application/x-object"}, {"\x1F\x8B\x08", "application/gzip"},
    {"BZh", "application/x-bzip2"}, {"\xFD" "7zXZ\0"sv, "application/x-xz"}, {"\x28\xB5\x2F\xFD", "application/zstd"},
    {"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"}, {"SQLite format 3\0"sv, "application/vnd.sqlite3"},
    {"!<arch>\n", "application/x-archive"}, {"\0asm"sv, "application/wasm"}, {"wOFF", "font/woff"},
    {"wOF2", "font/woff2"}, {"OggS", "audio/ogg"}, {"ID3", "audio/mpeg"}, {"fLaC", "audio/flac"},
    {"\xCA\xFE\xBA\xBE", "application/java-vm"},
});

constexpr std::array by_interpreter = std::to_array<Pair>({
    {"python", "text/x-python"}, {"perl", "text/x-perl"}, {"ruby", "text/x-ruby"}, {"node", "text/javascript"},
    {"lua", "text/x-lua"}, {"awk", "text/x-awk"}, {"tclsh", "text/x-tcl"}, {"php", "text/x-php"},
    {"sh", "text/x-shellscript"},
});

// clang-format on

/// Formats whose files are zip archives by their signature; the name tells which.
bool is_zip_based(std::string_view type) {
  return type.starts_with("application/vnd.o") || type == "application/epub+zip" ||
         type == "application/java-archive";
}

/// OpenDocument and EPUB have their type as the first member, which is not compressed.
std::string_view of_first_member(std::string_view head) {
  if (!head.starts_with("PK\x03\x04") || head.size() < 38 || head.substr(30, 8) != "mimetype") return {};
  const std::string_view told = head.substr(38);
  for (const auto& [extension, type] : by_extension) {
    if (is_zip_based(type) && told.starts_with(type)) return type;
  }
  return {};
}

std::string_view of_signature(std::string_view head) {
  if (head.size() > 262 && head.substr(257, 5) == "ustar") return "application/x-tar";
  for (const auto& [signature, type] : signatures) {
    if (head.starts_with(signature)) return type;
  }
  return {};
}

std::string_view of_script(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  for (const auto& [name, type] : by_interpreter) {
    if (line.find(name) != std::string_view::npos) return type;
  }
  return "text/plain";
}

}  // namespace

std::string_view media_type_of_name(std::string_view path) noexcept {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const auto& [known, type] : by_name) {
    if (name == known) return type;
  }
  const std::size_t dot = name.rfind('.');
  // A longest extension of ten letters fits the small buffer: nothing here throws.
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > 11) return {};
  const std::string extension = ascii::lower(name.substr(dot + 1));
  const auto* const found = std::lower_bound(
      by_extension.begin(), by_extension.end(), std::string_view(extension),
      [](const Pair& pair, std::string_view wanted) { return pair.first < wanted; });
  return found != by_extension.end() && found->first == extension ? found->second
                                                                  : std::string_view();
}

std::string_view media_type_of_bytes(std::string_view head) noexcept {
  if (const std::string_view type = of_signature(head); !type.empty()) return type;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.starts_with("#!")) return of_script(head);
  if (head.starts_with(".\\\"") || head.starts_with(".TH ") || head.starts_with("'\\\""))
    return "text/troff";
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (ascii::starts_with_ignoring_case(head, "<!doctype html") ||
      ascii::starts_with_ignoring_case(head, "<html")) {
    return "text/html";
  }
  return head.starts_with("<?xml") ? "text/xml"sv : ""sv;
}

std::string_view media_type(std::string_view path, std::string_view head) noexcept {
  const std::string_view named = media_type_of_name(path);
  if (const std::string_view type = of_signature(head); !type.empty()) {
    if (type != "application/zip") return type;
    if (is_zip_based(named)) return named;
    const std::string_view inner = of_first_member(head);
    return inner.empty() ? type : inner;
  }
  if (!named.empty()) return named;
  const std::string_view type = media_type_of_bytes(head);
  return type.empty() ? "text/plain"sv : type;
}

}  // namespace baton::inline v0
