#include <baton/document/media_type.hpp>

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(MediaType, ByName) {
  EXPECT_EQ(media_type_of_name("a/b.MD"), "text/markdown");
  EXPECT_EQ(media_type_of_name("x.hpp"), "text/x-c++");
  EXPECT_EQ(media_type_of_name("x.tar"), "application/x-tar");
  EXPECT_EQ(media_type_of_name("dir.d/Makefile"), "text/x-makefile");
  EXPECT_EQ(media_type_of_name("sub/CMakeLists.txt"), "text/x-cmake");
  for (const char* name :
       {"README", ".md", "a.unknown", "dir.md/x", "", "x.", "x.averyveryverylongextension"}) {
    EXPECT_EQ(media_type_of_name(name), "") << name;
  }
}

TEST(MediaType, ByFirstBytes) {
  EXPECT_EQ(media_type_of_bytes("%PDF-1.7"), "application/pdf");
  EXPECT_EQ(media_type_of_bytes("\n <!DocType HTML>"), "text/html");
  EXPECT_EQ(media_type_of_bytes("#!/usr/bin/env python3\n"), "text/x-python");
  EXPECT_EQ(media_type_of_bytes("#!/bin/sh -e\npython"), "text/x-shellscript");
  EXPECT_EQ(media_type_of_bytes(".TH LS 1"), "text/troff");
  EXPECT_EQ(media_type_of_bytes("just words"), "");
  EXPECT_EQ(media_type_of_bytes(""), "");
}

TEST(MediaType, ASignatureIsStrongerThanTheName) {
  EXPECT_EQ(media_type("a.txt", "\x89PNG\r\n\x1A\n"), "image/png");
  EXPECT_EQ(media_type("a.txt", "<html>"), "text/plain");
  EXPECT_EQ(media_type("page", "<html>"), "text/html");
  EXPECT_EQ(media_type("README", "words"), "text/plain");
}

TEST(MediaType, ZipBasedFormatsGoByTheirNameOrTheirFirstMember) {
  const std::string zip = "PK\x03\x04" + std::string(26, '\0');
  EXPECT_EQ(media_type("a.docx", zip), media_type_of_name("a.docx"));
  EXPECT_EQ(media_type("a.txt", zip), "application/zip");
  EXPECT_EQ(media_type("download", zip + "mimetypeapplication/epub+zipPK"), "application/epub+zip");
  EXPECT_EQ(media_type("download", zip + "mimetypeapplication/vnd.oasis.opendocument.textPK"),
            media_type_of_name("a.odt"));
  EXPECT_EQ(media_type("download", std::string(257, 'x') + "ustar" + std::string(10, '\0')), "application/x-tar");
}

}  // namespace
}  // namespace baton
