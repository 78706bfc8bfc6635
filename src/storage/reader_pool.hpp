#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include <baton/core/export.hpp>

#include "storage/schema.hpp"

namespace baton::inline v0::sqlite {

/// Read connections to one file, lent for the time of a call and kept for the next. Thread-safe.
class BATON_EXPORT ReaderPool {
 public:
  ReaderPool(std::filesystem::path file, const Schema& schema, std::size_t most_idle)
      : file_(std::move(file)), schema_(&schema), most_idle_(most_idle) {}

  class BATON_EXPORT Lease {
   public:
    explicit Lease(ReaderPool& pool);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Database* operator->() const noexcept { return database_.get(); }
    Database& operator*() const noexcept { return *database_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Database> database_;
  };

 private:
  const std::filesystem::path file_;
  const Schema* schema_;
  const std::size_t most_idle_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace baton::inline v0::sqlite
