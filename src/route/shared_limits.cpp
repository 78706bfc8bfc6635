#include <baton/route/shared_limits.hpp>

namespace baton::inline v0 {

SharedLimits::~SharedLimits() = default;

}  // namespace baton::inline v0
