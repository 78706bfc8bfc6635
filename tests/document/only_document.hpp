#pragma once

#include <gtest/gtest.h>

#include <baton/document/loader.hpp>

namespace baton::test {

/// The document of a file that has exactly one and nothing that was skipped.
inline Document only(Result<Loaded> loaded) {
  if (!loaded) {
    ADD_FAILURE() << loaded.error().what();
    return {};
  }
  for (const SkippedPart& part : loaded->skipped) ADD_FAILURE() << part.reason.what();
  EXPECT_EQ(loaded->documents.size(), 1U);
  return loaded->documents.empty() ? Document{} : loaded->documents.front();
}

}  // namespace baton::test
