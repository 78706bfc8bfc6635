#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <sqlite3.h>

#include <baton/sql/sql_database.hpp>

namespace baton::inline v0::sql_detail {

/// Names are compared as SQLite does: by ASCII letters of any case.
struct NameLess {
  bool operator()(const std::string& a, const std::string& b) const noexcept {
    return sqlite3_stricmp(a.c_str(), b.c_str()) < 0;
  }
};
using NameSet = std::set<std::string, NameLess>;

/// What statements may read.
struct Readable {
  std::map<std::string, NameSet, NameLess> columns = {};  ///< by table or view
  NameSet views = {};  ///< names of `view_names`: what is read through them is for the view to say
};

/// Decides what a statement may do while SQLite compiles it, and remembers what it refused.
class Guard {
 public:
  explicit Guard(const Readable& readable) : readable_(&readable) {}

  /// The callback of `sqlite3_set_authorizer`; `self` is a `Guard`. Throws nothing: memory that runs out refuses.
  static int authorize(void* self, int action, const char* first, const char* second, const char* schema,
                       const char* through) noexcept;

  /// What was refused last, in words; empty when nothing was.
  [[nodiscard]] const std::string& refused() const noexcept { return refused_; }

 private:
  bool allows(int action, const std::string& first, const std::string& second, const std::string& through);
  bool may_read(const std::string& table, const std::string& column, const std::string& through);

  const Readable* readable_;
  std::string refused_;
};

/// A connection that only reads.
struct CloseConnection {
  void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Throws `not_found` or `data_corrupt`.
[[nodiscard]] Connection open_for_reading(const std::string& file);

/// Bounds what statements may be and make: length, depth, terms, values of more than `max_bytes`.
void limit_statements(sqlite3* connection, std::size_t max_bytes);

}  // namespace baton::inline v0::sql_detail
