#include "core/chance.hpp"

#include <random>

namespace baton::inline v0::detail {

double chance() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::generate_canonical<double, 30>(generator);
}

}  // namespace baton::inline v0::detail
