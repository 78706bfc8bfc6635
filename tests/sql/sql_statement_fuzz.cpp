#include <cstdint>
#include <cstdlib>
#include <string>

#include "sql/support.hpp"

/// No statement, whatever its bytes, shows what the policy does not list, changes the database, or crashes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::testing::Shop shop;
  static const auto database = [] {
    auto policy = baton::testing::Shop::policy();
    policy.max_time = std::chrono::milliseconds(50);
    return baton::SqlDatabase::open(shop.file(), policy);
  }();
  const std::string sql(reinterpret_cast<const char*>(data), size);
  try {
    if (baton::to_text(baton::testing::run(database, sql), 1'000).find("hunter2") != std::string::npos) {
      // A statement may quote the word itself.
      if (sql.find("hunter2") == std::string::npos) std::abort();
    }
  } catch (const baton::Error& error) {
    if (error.code() == baton::ErrorCode::internal) std::abort();
  }
  const auto count = baton::testing::run(database, "SELECT count(*) FROM orders").rows.at(0).at(0);
  if (count != baton::SqlValue(std::int64_t{3})) std::abort();
  return 0;
}
