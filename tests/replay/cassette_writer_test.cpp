#include "replay/cassette_writer.hpp"

#include <csignal>

#include <sys/resource.h>

#include "replay/replay_fixture.hpp"

namespace {

using namespace baton;
using namespace baton::test;
using detail::CassetteWriter;

class Writers : public CassetteTest {};

TEST_F(Writers, AFileIsMadeWithItsFolderAndBeginsAnew) {
  {
    CassetteWriter writer(path(), {});
    writer.append("old\n");
  }
  CassetteWriter writer(path(), {});
  EXPECT_EQ(content(), "{\"baton_cassette\":1}\n");
  writer.append("one\n");
  writer.append("two\n");
  EXPECT_EQ(content(), "{\"baton_cassette\":1}\none\ntwo\n");
}

TEST_F(Writers, OneAtATime) {
  const CassetteWriter writer(path(), {});
  const auto before = content();
  EXPECT_EQ(error_of([&] { return CassetteWriter(path(), {}), 0; })->code(), ErrorCode::busy);
  EXPECT_EQ(content(), before);
}

TEST_F(Writers, APlaceThatCannotBeWrittenIsTold) {
  write("x");
  const auto error = error_of([&] { return CassetteWriter(path() + "/below/a.cassette", {}), 0; });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), ErrorCode::io_error);
  EXPECT_NE(error->message().find("below/a.cassette"), std::string::npos);
}

TEST_F(Writers, AfterAFailureNothingMoreIsWritten) {
  CassetteWriter writer(path(), {.items = 3});
  EXPECT_EQ(error_of([&] { return writer.append("1\n2\n3\n"), 0; })->code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(error_of([&] { return writer.append("1\n"), 0; })->code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(content(), "{\"baton_cassette\":1}\n");
}

/// Writing beyond so many bytes fails, as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    set_ = ::setrlimit(RLIMIT_FSIZE, &small) == 0;
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  [[nodiscard]] bool set() const { return set_; }

 private:
  rlimit before_{};
  bool set_ = false;
};

TEST_F(Writers, AFullDiskLeavesWhatWasWhole) {
  CassetteWriter writer(path(), {});
  writer.append("one\n");
  const auto before = content();
  {
    const FileSizeLimit full(before.size() + 3);
    ASSERT_TRUE(full.set());
    const auto error = error_of([&] { return writer.append("much more\n"), 0; });
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code(), ErrorCode::io_error);
  }
  EXPECT_EQ(content(), before);
  EXPECT_EQ(error_of([&] { return writer.append("two\n"), 0; })->code(), ErrorCode::io_error);
}

}  // namespace
