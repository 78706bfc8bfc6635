#include "options.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>

namespace ask {
namespace {

using baton::Error;
using baton::ErrorCode;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorCode::invalid_argument, why + "; --help lists the options");
}

std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number == 0) {
    refuse("'" + std::string(text) + "' is not a number of passages");
  }
  return number;
}

std::filesystem::path cache_directory() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') return cache;
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    return std::filesystem::path(home) / ".cache";
  }
  return std::filesystem::temp_directory_path();
}

// One index for each folder: its name to recognise it, a hash of its path to tell two apart.
std::filesystem::path default_index(const std::filesystem::path& folder) {
  const auto full = std::filesystem::weakly_canonical(folder);
  const auto name = full.filename().empty() ? std::string("root") : full.filename().string();
  const auto directory = cache_directory() / "baton";
  std::filesystem::create_directories(directory);
  return directory / (name + "-" + baton::to_hex(baton::sha256(full.string())).substr(0, 12) + ".baton");
}

void take_flag_or_value(Options& options, std::string_view flag, const auto& value) {
  if (flag == "--json") {
    options.json = true;
  } else if (flag == "--rebuild") {
    options.rebuild = true;
  } else if (flag == "--verbose") {
    options.verbose = true;
  } else if (flag == "--help") {
    options.help = true;
  } else if (flag == "--model") {
    options.model = value();
  } else if (flag == "--embedder") {
    options.embedder = value();
  } else if (flag == "--index") {
    options.index = value();
  } else if (flag == "--passages") {
    options.passages = number_of(value());
  } else {
    refuse("there is no option '" + std::string(flag) + "'");
  }
}

}  // namespace

const char* const usage =
    "ask_documents FOLDER [\"QUESTION\"] [OPTIONS]\n\n"
    "Answers questions about the documents of a folder, with citations. Without a question it is a\n"
    "conversation: one question a line.\n\n"
    "  --model VENDOR/NAME     for instance openai/gpt-4.1-mini or ollama/llama3.2\n"
    "                          (default: offline/extractive, which quotes and needs no key)\n"
    "  --embedder VENDOR/NAME  default: offline/hashing\n"
    "  --index FILE            where the index is kept (default: in the cache directory)\n"
    "  --passages N            how many passages the model is given (default: 8)\n"
    "  --json                  one JSON object for each answer\n"
    "  --rebuild               index from scratch\n"
    "  --verbose               name the files that were skipped\n";

Options parse_options(int argc, char** argv) {
  Options options;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto value = [&]() -> std::string {
      if (i + 1 == argc) refuse("'" + std::string(argument) + "' needs a value");
      return argv[++i];
    };
    if (argument.starts_with("--")) {
      take_flag_or_value(options, argument, value);
    } else {
      words.emplace_back(argument);
    }
  }
  if (options.help) return options;
  if (words.empty()) refuse("name the folder to read");
  if (words.size() > 2) refuse("put the question in quotes");
  options.folder = words[0];
  if (words.size() == 2) options.question = words[1];
  if (options.index.empty()) options.index = default_index(options.folder);
  return options;
}

}  // namespace ask
