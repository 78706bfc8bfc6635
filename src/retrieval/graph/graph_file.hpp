#pragma once

#include <mutex>
#include <string>

#include <baton/retrieval/graph.hpp>

#include "storage/reader_pool.hpp"

namespace baton::inline v0 {

/// The file of a graph: one writer at a time, any number of readers.
struct PropertyGraph::Impl {
  explicit Impl(const std::string& file);

  std::mutex mutex;  // of the writer
  sqlite::Database writer;
  sqlite::ReaderPool readers;
};

}  // namespace baton::inline v0
