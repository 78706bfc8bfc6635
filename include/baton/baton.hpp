#pragma once

/// All of baton. Each room's headers can be included alone.

#include <baton/chain/assign.hpp>
#include <baton/chain/batch.hpp>
#include <baton/chain/blocking.hpp>
#include <baton/chain/branch.hpp>
#include <baton/chain/compose.hpp>
#include <baton/chain/explain.hpp>
#include <baton/chain/fallback.hpp>
#include <baton/chain/map.hpp>
#include <baton/chain/named.hpp>
#include <baton/chain/parallel.hpp>
#include <baton/chain/pipe.hpp>
#include <baton/chain/repair.hpp>
#include <baton/chain/retry.hpp>
#include <baton/chain/timeout.hpp>
#include <baton/core/codec.hpp>
#include <baton/core/completion.hpp>
#include <baton/core/fields.hpp>
#include <baton/core/for_each.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/schema.hpp>
#include <baton/core/schema_validator.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/core/when_any.hpp>
#include <baton/output/choice.hpp>
#include <baton/output/incremental_json.hpp>
#include <baton/output/json.hpp>
#include <baton/output/list.hpp>
#include <baton/output/regex.hpp>
#include <baton/output/structured.hpp>
#include <baton/output/text.hpp>
