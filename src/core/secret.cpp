#include <baton/core/secret.hpp>

#include <cstdlib>

namespace baton::inline v0 {

Secret::Secret(Secret&& other) noexcept : text_(other.text_) { other.wipe(); }

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe();
    text_ = other.text_;
  }
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    text_.swap(other.text_);
  }
  return *this;
}

Secret::~Secret() { wipe(); }

Secret Secret::from_env(const char* variable) {
  const char* text = std::getenv(variable);
  return Secret(text == nullptr ? std::string() : std::string(text));
}

void Secret::wipe() noexcept {
  // Through a volatile pointer, or the compiler may drop stores to memory about to be freed.
  volatile char* bytes = text_.data();
  for (std::size_t i = 0; i < text_.size(); ++i) bytes[i] = '\0';
  text_.clear();
}

}  // namespace baton::inline v0
