#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"
#include "document/only_document.hpp"

namespace baton {
namespace {

using test::MadeFiles;
using test::only;

TEST(TextFormats, AMessageHasItsHeadsItsTextAndItsAttachments) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Loaded mail = load_file(files.root(), "mail.eml").value();
  ASSERT_EQ(mail.documents.size(), 3U);
  EXPECT_EQ(mail.documents[0].source, "mail.eml");
  EXPECT_EQ(mail.documents[0].title, "Leuchtfeuer für Ærø");
  EXPECT_EQ(mail.documents[0].metadata.ref()["from"], "Ada Keeper <ada@example.org>");
  EXPECT_EQ(mail.documents[0].text,
            "Subject: Leuchtfeuer für Ærø\nFrom: Ada Keeper <ada@example.org>\nTo: crew@example.org\n"
            "Date: Thu, 29 Feb 2024 18:05:00 +0000\n\nThe lamp is “lit”.\nFrom now on, daily.\n");
  EXPECT_EQ(mail.documents[1].source, "mail.eml!/nötes.md");
  EXPECT_EQ(mail.documents[1].text, "# Deck notes\n");
  EXPECT_EQ(mail.documents[2].title, "Inner");
  ASSERT_EQ(mail.skipped.size(), 1U);
  EXPECT_EQ(mail.skipped[0].source, "mail.eml!/lamp.png");
}

TEST(TextFormats, NamesOfAttachmentsMayBeDividedAndTypesDeclared) {
  const Loaded mail = load_bytes("a.eml",
                                 "Subject: =?utf-8?q?=C3=86r=C3=B8?= =?latin1?B?+A==?=\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
                                 "--b\r\nContent-Disposition: attachment; filename*0*=utf-8''n%C3%B6; filename*1=\"tes.md\"\r\n\r\n# N\r\n"
                                 "--b\r\nContent-Type: text/html; name=page\r\n\r\n<p>a<p>b\r\n--b--\r\n")
                          .value();
  ASSERT_EQ(mail.documents.size(), 3U);
  EXPECT_EQ(mail.documents[0].title, "Ærøø");
  EXPECT_EQ(mail.documents[1].source, "a.eml!/nötes.md");
  EXPECT_EQ(mail.documents[1].text, "# N");
  EXPECT_EQ(mail.documents[2].text, "a\n\nb");
}

TEST(TextFormats, AMailboxIsItsMessages) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Loaded box = load_file(files.root(), "mail.mbox").value();
  ASSERT_EQ(box.documents.size(), 4U);
  EXPECT_EQ(box.documents[0].source, "mail.mbox!/1");
  EXPECT_NE(box.documents[0].text.find("\nFrom now on, daily.\n"), std::string::npos) << box.documents[0].text;
  EXPECT_EQ(box.documents[1].source, "mail.mbox!/1!/nötes.md");
  EXPECT_EQ(box.documents[3].source, "mail.mbox!/2");
  EXPECT_NE(box.documents[3].text.find("\n\nFrom the tower"), std::string::npos) << box.documents[3].text;
  EXPECT_EQ(load_bytes("a.mbox", "no mailbox").error().code(), ErrorCode::parse_error);
}

TEST(TextFormats, MessagesOfManyOrDeepPartsEnd) {
  std::string deep = "Subject: deep\n";
  for (int level = 0; level < 40; ++level) {
    const std::string mark = "b" + std::to_string(level);
    deep += "Content-Type: multipart/mixed; boundary=" + mark + "\n\n--" + mark + "\n";
  }
  EXPECT_EQ(load_bytes("a.eml", deep).error().code(), ErrorCode::limit_exceeded);
  std::string many = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int part = 0; part < 20; ++part) many += "--b\n\nx\n";
  EXPECT_TRUE(load_bytes("a.eml", many).has_value());
  EXPECT_EQ(load_bytes("a.eml", many, {.max_parts = 10}).error().code(), ErrorCode::limit_exceeded);
}

TEST(TextFormats, ANotebookKeepsProseCodeAndOutput) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Document book = only(load_file(files.root(), "book.ipynb"));
  EXPECT_NE(book.text.find("# Lamps and lenses"), std::string::npos) << book.text;
  EXPECT_NE(book.text.find("Fog signals sound"), std::string::npos);
  const Document code = only(load_bytes("a.ipynb", R"j({"metadata":{"language_info":{"name":"julia"}},"cells":[
    {"cell_type":"markdown","source":["# Tides\n","by port"]},
    {"cell_type":"code","source":"print(1)","outputs":[{"output_type":"stream","text":["1\n"]},
      {"data":{"text/plain":"42","image/png":"AAAA"}},{"evalue":"no such port"}]}]})j"));
  EXPECT_EQ(code.title, "Tides");
  EXPECT_EQ(code.text,
            "# Tides\nby port\n\n```julia\nprint(1)\n```\n\n```output\n1\n```\n\n```output\n42\n```\n\n"
            "```error\nno such port\n```\n\n");
  for (const char* bad : {"{}", "[]", "3", "{\"cells\":3}", "{"}) {
    EXPECT_EQ(load_bytes("a.ipynb", bad).error().code(), ErrorCode::parse_error) << bad;
  }
}

TEST(TextFormats, SubtitlesAreWhatIsSaid) {
  const Document srt = only(load_bytes("a.srt",
                                       "1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Land</i> ho!\r\n{\\an8}To port.\r\n\r\n"
                                       "2\r\n01:02:03,000 --> 01:02:04,000\r\n3 < 4\r\n"));
  EXPECT_EQ(srt.text, "[00:00:01] Land ho! To port.\n[01:02:03] 3 < 4\n");
  EXPECT_EQ(srt.source_lines, (std::vector<std::uint32_t>{2, 7, 7}));
  const Document vtt = only(load_bytes("a.vtt", "WEBVTT\n\nNOTE not said\n\n00:01.000 --> 00:02.000 line:0\n<v Ada>Ahoy\n"));
  EXPECT_EQ(vtt.text, "[00:01] Ahoy\n");
}

TEST(TextFormats, FeedsAreTheirEntries) {
  const Document rss = only(load_bytes("a.rss", R"(<rss><channel><title>Harbour news</title><description>Daily</description>
    <item><title>Fog</title><link>https://example.org/fog</link><pubDate>1 Jan</pubDate>
    <description>&lt;p&gt;Thick &lt;b&gt;fog&lt;/b&gt;&lt;/p&gt;</description></item></channel></rss>)"));
  EXPECT_EQ(rss.title, "Harbour news");
  EXPECT_EQ(rss.text, "# Harbour news\n\nDaily\n\n## Fog\n\n1 Jan, https://example.org/fog\n\nThick fog");
  const Document atom = only(load_bytes("a.atom", R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
    <entry><title>E</title><link rel="self" href="x"/><link href="https://e.org"/><updated>2024</updated><content>C</content></entry>
    <entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>one</p><p>two</p></div></content></entry></feed>)"));
  EXPECT_EQ(atom.text, "# T\n\n## E\n\n2024, https://e.org\n\nC\n\none\n\ntwo");
  EXPECT_EQ(load_bytes("a.rss", "<html/>").error().code(), ErrorCode::parse_error);
  EXPECT_EQ(load_bytes("a.rss", "<!DOCTYPE d [<!ENTITY a \"b\">]><rss><channel/></rss>").error().code(), ErrorCode::unsupported);
  EXPECT_EQ(load_bytes("a.rss", "<rss><channel><title>&#xD800;</title></channel></rss>").error().code(), ErrorCode::parse_error);
  EXPECT_EQ(only(load_bytes("a.rss", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>\xC6r\xF8</title></channel></rss>")).title, "Ærø");
}

}  // namespace
}  // namespace baton
