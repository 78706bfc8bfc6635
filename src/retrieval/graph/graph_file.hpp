#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <baton/retrieval/graph.hpp>

#include "index/file_lock.hpp"
#include "storage/reader_pool.hpp"

namespace baton::inline v0 {

/// The file of a graph: one writer at a time, any number of readers.
///
/// Writers take turns by a lock file, because SQLite before 3.51.3 can corrupt a log that two connections move into the
/// file at once.
struct PropertyGraph::Impl {
  explicit Impl(const std::string& file);
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();
  [[nodiscard]] FileLock take_turn() const;

  const std::string path;
  sqlite::ReaderPool readers;
  std::mutex mutex;  // of the writer
  std::unique_ptr<sqlite::Database> writer;
};

}  // namespace baton::inline v0
