#pragma once

#include <optional>

#include <baton/replay/cassette.hpp>

#include "replay/cassette_writer.hpp"
#include "replay/shelf.hpp"

namespace baton::inline v0::detail {

/// What the handles and models of a cassette share: a writer or a shelf.
struct Tape {
  CassetteOptions options;
  std::optional<CassetteWriter> writer{};
  std::optional<Shelf> shelf{};
};

}  // namespace baton::inline v0::detail
