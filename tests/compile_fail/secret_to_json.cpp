// A secret cannot be serialised.
// EXPECT: (conversion from .*Secret.* to|no (matching|viable)|could not convert)
#include <nlohmann/json.hpp>

#include <baton/core/secret.hpp>

int main() {
  const baton::Secret key("canary");
#ifdef CORRECTED
  const nlohmann::json json = key.empty();
#else
  const nlohmann::json json = key;
#endif
  return static_cast<int>(json.size());
}
