// EXPECT: the record has no field of that name
#include <baton/core/record.hpp>

using namespace baton;

auto wrong() { return Record("city"_a = "Oslo").get<"year">(); }
