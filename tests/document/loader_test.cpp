#include <baton/document/loader.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include <gtest/gtest.h>
#include <zlib.h>
#include <nlohmann/json.hpp>

#include <baton/document/folder.hpp>

#include "document/only_document.hpp"
#include "support/temp_folder.hpp"

namespace baton {
namespace {

using test::only;
using test::TempFolder;

std::string gzip(const std::string& text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Loader, LoadsByMediaType) {
  const TempFolder folder;
  folder.write("notes.md", "# Title\n\ntext\r\n");
  folder.write("sub/a.cpp", "int x;\n");
  folder.write("README", "just words");
  const FsRoot root(folder.path());
  FileStat stat;
  const Document notes = only(load_file(root, "notes.md", {}, {}, &stat));
  EXPECT_EQ(notes.source, "notes.md");
  EXPECT_EQ(notes.media_type, "text/markdown");
  EXPECT_EQ(notes.title, "Title");
  EXPECT_EQ(notes.text, "# Title\n\ntext\r\n");
  EXPECT_TRUE(notes.metadata.is_null());
  EXPECT_EQ(stat, root.stat("notes.md").value());
  EXPECT_EQ(only(load_file(root, "sub/a.cpp")).media_type, "text/x-c++");
  EXPECT_EQ(only(load_file(root, "README")).media_type, "text/plain");
}

TEST(Loader, TheEncodingIsInTheMetadata) {
  using namespace std::string_literals;
  const Document document = only(load_bytes("a.txt", "\xFF\xFEh\0i\0\x00\xD8x\0"s));
  EXPECT_EQ(document.metadata.ref(),
            (nlohmann::json{{"encoding", "utf-16le"}, {"replaced", true}}));
}

TEST(Loader, GzipIsTakenOff) {
  const Document document = only(load_bytes("changes.md.gz", gzip("# News\n")));
  EXPECT_EQ(document.media_type, "text/markdown");
  EXPECT_EQ(document.text, "# News\n");
  EXPECT_EQ(document.source, "changes.md.gz");
  EXPECT_EQ(only(load_bytes("two.txt.gz", gzip("one") + gzip("two"))).text, "onetwo");
  EXPECT_EQ(only(load_bytes("padded.txt.gz", gzip("one") + std::string(8, '\0'))).text, "one");
}

TEST(Loader, DamagedAndExplosiveGzipFails) {
  const std::string whole = gzip("some text that is long enough to be cut in its middle");
  ASSERT_TRUE(load_bytes("a.gz", whole).has_value());
  EXPECT_EQ(load_bytes("a.gz", whole.substr(0, whole.size() - 9)).error().code(),
            ErrorCode::data_corrupt);
  std::string changed = whole;
  changed[whole.size() - 6] = static_cast<char>(changed[whole.size() - 6] ^ 1);
  EXPECT_EQ(load_bytes("a.gz", changed).error().code(), ErrorCode::data_corrupt);
  const std::string bomb = gzip(std::string(32 << 20, 'a'));
  EXPECT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(load_bytes("bomb.gz", bomb).error().code(), ErrorCode::limit_exceeded);
  const std::string small = gzip(std::string(5000, 'a'));
  EXPECT_EQ(only(load_bytes("big.gz", small)).text.size(), 5000U);
  EXPECT_EQ(load_bytes("big.gz", small, {.limits = {.bytes = 4999}}).error().code(),
            ErrorCode::limit_exceeded);
}

TEST(Loader, WhatCannotBeTakenSaysWhy) {
  const TempFolder folder;
  folder.write("picture.png", "anything");
  folder.write("disguised.txt", "\x89PNG\r\n\x1A\n");
  folder.write("noise.txt", std::string("\0\1\2", 3));
  folder.write("long.txt", "123456789");
  std::filesystem::create_symlink("long.txt", folder / "link.txt");
  const FsRoot root(folder.path());
  const auto failing = [&](const char* path, const LoadOptions& options = {}) {
    const auto result = load_file(root, path, options);
    if (result) return ErrorCode::internal;
    EXPECT_NE(result.error().message().find(path), std::string::npos) << result.error().message();
    return result.error().code();
  };
  EXPECT_EQ(failing("picture.png"), ErrorCode::unsupported);
  EXPECT_EQ(failing("disguised.txt"), ErrorCode::unsupported);
  EXPECT_EQ(failing("noise.txt"), ErrorCode::unsupported);
  EXPECT_EQ(failing("long.txt", {.max_file_bytes = 8}), ErrorCode::limit_exceeded);
  EXPECT_EQ(failing("long.txt", {.limits = {.bytes = 8}}), ErrorCode::limit_exceeded);
  EXPECT_EQ(failing("link.txt"), ErrorCode::permission_denied);
  EXPECT_EQ(failing("absent.png"), ErrorCode::not_found);
}

TEST(Loader, AFileThatVanishesAfterTheScanIsNotFound) {
  const TempFolder folder;
  folder.write("a.txt", "x");
  const FsRoot root(folder.path());
  const FolderScan scan = scan_folder(root);
  std::filesystem::remove(folder / "a.txt");
  EXPECT_EQ(load_file(root, scan.files.at(0).path).error().code(), ErrorCode::not_found);
}

TEST(Loader, EmptyFilesAreEmptyDocuments) {
  for (const char* name : {"a.txt", "a.md", "a.html"}) {
    EXPECT_EQ(only(load_bytes(name, "")).text, "") << name;
    EXPECT_EQ(only(load_bytes(name, " \n ")).title, "") << name;
  }
}

/// Takes one made-up type, and one that others take too.
class ShoutingLoader final : public Loader {
 public:
  bool takes(std::string_view type) const override {
    return type == "image/png" || type == "text/csv";
  }
  Result<Loaded> load(const LoadInput& input, const LoadOptions&, const Context&) const override {
    if (input.bytes == "throw") throw Error(ErrorCode::parse_error, "no shouting");
    return Loaded{.documents = {{.text = std::string(input.bytes) + "!"}}};
  }
};

TEST(Loader, ApplicationsAddTheirOwn) {
  const LoadOptions options{.loaders =
                                Loaders::defaults().with(std::make_shared<ShoutingLoader>())};
  EXPECT_EQ(only(load_bytes("a.png", "hey", options)).text, "hey!");
  EXPECT_EQ(only(load_bytes("a.csv", "hey", options)).text, "hey!");
  EXPECT_EQ(only(load_bytes("a.txt", "hey", options)).text, "hey");
  EXPECT_EQ(load_bytes("a.png", "throw", options).error().code(), ErrorCode::parse_error);
  EXPECT_EQ(load_bytes("a.png", "hey").error().code(), ErrorCode::unsupported);
  EXPECT_EQ(Loaders().find("text/plain"), nullptr);
}

/// A container: its first byte separates its parts, each "NAME=BYTES".
class BoxLoader final : public Loader {
 public:
  bool takes(std::string_view type) const override { return type == "application/octet-stream"; }
  Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                      const Context& context) const override {
    Loaded loaded;
    std::string_view rest = input.bytes;
    while (rest.size() > 1) {
      const std::string_view part = rest.substr(1, rest.find(input.bytes[0], 1) - 1);
      rest.remove_prefix(part.size() + 1);
      const std::size_t equals = part.find('=');
      load_part(input, part.substr(0, equals), part.substr(equals + 1), options, context, loaded);
    }
    return loaded;
  }
};

LoadOptions box_options() {
  return {.loaders = Loaders::defaults().with(std::make_shared<BoxLoader>())};
}

TEST(Loader, PartsAreNamedAndOneBadOneDoesNotStopTheOthers) {
  const auto loaded = load_bytes("a.bin", ";x.md=# X;y.png=1;z.bin=,c\n.txt=deep,d.html=<p>e", box_options());
  ASSERT_TRUE(loaded.has_value()) << loaded.error().what();
  ASSERT_EQ(loaded->documents.size(), 3U);
  EXPECT_EQ(loaded->documents[0].source, "a.bin!/x.md");
  EXPECT_EQ(loaded->documents[0].title, "X");
  EXPECT_EQ(loaded->documents[1].source, "a.bin!/z.bin!/c .txt");
  EXPECT_EQ(loaded->documents[1].metadata.ref(), (nlohmann::json{{"part", "z.bin!/c .txt"}}));
  EXPECT_EQ(loaded->documents[2].media_type, "text/html");
  ASSERT_EQ(loaded->skipped.size(), 1U);
  EXPECT_EQ(loaded->skipped[0].source, "a.bin!/y.png");
  EXPECT_EQ(loaded->skipped[0].reason.code(), ErrorCode::unsupported);
}

TEST(Loader, PartsAreBoundedOverTheWholeFile) {
  LoadOptions options = box_options();
  const std::string_view nested = ";1.bin=,2.bin=-3.bin=+a.txt=x;b.txt=y";
  EXPECT_EQ(load_bytes("a.bin", nested, options).value().documents.size(), 2U);
  options.max_nesting = 3;
  const auto shallow = load_bytes("a.bin", nested, options).value();
  EXPECT_EQ(shallow.documents.size(), 1U);
  EXPECT_EQ(shallow.skipped.at(0).source, "a.bin!/1.bin!/2.bin!/3.bin!/a.txt");
  EXPECT_EQ(shallow.skipped.at(0).reason.code(), ErrorCode::limit_exceeded);
  options = box_options();
  options.max_parts = 4;
  EXPECT_EQ(load_bytes("a.bin", nested, options).error().code(), ErrorCode::limit_exceeded);
  options = box_options();
  options.limits.bytes = 46;  // the parts have 22, 15, 8, 1 and 1
  EXPECT_EQ(load_bytes("a.bin", nested, options).error().code(), ErrorCode::limit_exceeded);
}

TEST(Loader, TheContextEndsALoad) {
  std::stop_source stop;
  stop.request_stop();
  const Context stopped = Context{}.with_stop(stop.get_token());
  EXPECT_EQ(load_bytes("a.txt", "x", {}, stopped).error().code(), ErrorCode::cancelled);
  const Context late = Context{}.with_deadline(Context::Clock::now() - std::chrono::seconds(1));
  const auto result = load_bytes("a.bin", ";x.md=# X", box_options(), late);
  EXPECT_EQ(result.error().code(), ErrorCode::deadline_exceeded);
}

}  // namespace
}  // namespace baton
