// No attribute of a span can hold a secret, so no trace can.
// EXPECT: cannot convert|could not convert|no viable conversion|no matching function
#include <baton/core/secret.hpp>
#include <baton/core/span.hpp>

void trace(baton::Span& span, const baton::Secret& key) {
#ifdef CORRECTED
  span.set("has_key", !key.empty());
#else
  span.set("key", key);
#endif
}
