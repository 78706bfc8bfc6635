#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "document/made_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace baton {
namespace {

/// A short, seeded run of the fuzzer over changed files of other programs; it aborts on what must not be.
TEST(FormatFuzz, ChangedFilesOfEveryFormatAreTextOrErrors) {
  const test::MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  // In the order of the names in format_fuzz.cpp.
  constexpr std::array<const char*, 14> seeds = {"ports.csv", "ports.tsv", "harbour.xml", "notices.json", "notices.jsonl", "notices.jsonl", "mail.eml",
                                                 "mail.mbox", "book.ipynb", "mail.eml", "harbour.xml", "mail.eml", "book.rtf", "harbour.db"};
  std::mt19937 random(17);  // NOLINT: reproducible
  for (std::size_t format = 0; format < seeds.size(); ++format) {
    const std::string whole = std::string(1, static_cast<char>(format)) + files.root().read(seeds[format], 1 << 20).value();
    for (int round = 0; round < 60; ++round) {
      std::string bytes = whole;
      for (auto changes = 1 + random() % 8; changes > 0; --changes) {
        const std::size_t at = 1 + random() % (bytes.size() - 1);
        if (random() % 4 == 0) bytes.erase(at, random() % 40);
        else if (random() % 4 == 0) bytes.insert(at, bytes.substr(1 + random() % (bytes.size() - 1), random() % 60));
        else bytes[at] = static_cast<char>(random());
        if (bytes.size() < 2) bytes = whole;
      }
      EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), 0);
    }
  }
}

}  // namespace
}  // namespace baton
