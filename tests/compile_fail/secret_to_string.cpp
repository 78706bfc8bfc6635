// A secret does not turn into a string by itself, so that none slips into a message.
// EXPECT: conversion from .*Secret.* to non-scalar type|no viable conversion from .*Secret
#include <string>

#include <baton/core/secret.hpp>

int main() {
  const baton::Secret key("canary");
#ifdef CORRECTED
  const std::string text(key.reveal());
#else
  const std::string text = key;
#endif
  return static_cast<int>(text.size());
}
