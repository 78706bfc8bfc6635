// A string becomes a secret only on purpose: `Secret("…")`.
// EXPECT: invalid initialization of reference|could not convert|no viable conversion|no matching function
#include <string>

#include <baton/core/secret.hpp>

void use(const baton::Secret& key);

int main() {
  const std::string text = "canary";
#ifdef CORRECTED
  use(baton::Secret(text));
#else
  use(text);
#endif
}
