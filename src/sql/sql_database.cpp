#include <baton/sql/sql_database.hpp>

#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "guard.hpp"
#include "run_select.hpp"
#include "table_schema.hpp"
#include "view_names.hpp"

namespace baton::inline v0 {

struct SqlDatabase::Impl {
  std::string file;
  SqlPolicy policy;
  sql_detail::Readable readable;
  std::string schema;
};

namespace {

void check_policy(const SqlPolicy& policy) {
  const auto refuse = [](const char* message) { throw Error(ErrorCode::invalid_argument, message); };
  if (policy.tables.empty()) refuse("SqlPolicy::tables must list what may be read");
  if (policy.max_rows == 0 || policy.max_bytes == 0) refuse("SqlPolicy::max_rows and max_bytes must be above 0");
  if (policy.max_time.count() <= 0) refuse("SqlPolicy::max_time must be above 0");
}

}  // namespace

SqlDatabase::SqlDatabase(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
SqlDatabase::~SqlDatabase() = default;

std::shared_ptr<const SqlDatabase> SqlDatabase::open(std::string file, SqlPolicy policy) {
  check_policy(policy);
  auto impl = std::make_shared<Impl>(Impl{std::move(file), std::move(policy), {}, {}});
  const sql_detail::Connection connection = sql_detail::open_for_reading(impl->file);
  for (const SqlTable& table : impl->policy.tables) {
    sql_detail::ReadableTable readable = sql_detail::readable_table(connection.get(), table);
    impl->readable.columns[table.name] = std::move(readable.columns);
    impl->readable.views.merge(sql_detail::view_names(connection.get(), table.name));
    impl->schema += readable.shown + '\n';
  }
  return std::shared_ptr<const SqlDatabase>(new SqlDatabase(std::move(impl)));
}

Task<SqlRows> SqlDatabase::query(std::string sql, Context context) const {
  return [](std::shared_ptr<const Impl> impl, std::string text, Context inner) -> Task<SqlRows> {
    co_return co_await inner.runtime().blocking(
        [&] { return sql_detail::run_select(impl->file, text, impl->readable, impl->policy, inner); }, inner);
  }(impl_, std::move(sql), std::move(context));
}

const std::string& SqlDatabase::schema() const noexcept { return impl_->schema; }

}  // namespace baton::inline v0
