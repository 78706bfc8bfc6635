#pragma once

#include "storage/schema.hpp"

namespace baton::inline v0 {

/// The tables of an index. The id is "btn1".
extern const sqlite::Schema index_schema;

}  // namespace baton::inline v0
