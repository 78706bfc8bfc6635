#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// A bearer token, and until when it opens the vendor.
struct AccessToken {
  Secret secret{};
  std::chrono::steady_clock::time_point expires = std::chrono::steady_clock::time_point::max();
};

/// Where the tokens of a vendor come from whose keys expire: IBM Cloud, Microsoft Entra, Google Cloud.
///
/// Keeps the token until a minute before it expires, however many calls ask for it; a call that finds
/// none fetches one, and all others wait for that. Thread-safe; shared by the models of one account.
///
///     auto tokens = std::make_shared<TokenSource>([](Context context) -> Task<AccessToken> {
///       co_return co_await ask_my_vault(context);
///     });
class BATON_EXPORT TokenSource {
 public:
  using Fetch = std::function<Task<AccessToken>(Context)>;

  explicit TokenSource(Fetch fetch);
  TokenSource(const TokenSource&) = delete;
  TokenSource& operator=(const TokenSource&) = delete;
  ~TokenSource();

  /// A token that is valid now. Throws what the fetch throws: to the call that fetched; a call that
  /// waited for it fetches for itself.
  [[nodiscard]] Task<Secret> token(Context context) const;
  /// What is kept, or nothing.
  [[nodiscard]] Secret kept() const;
  /// The vendor did not accept `refused`: the next call fetches another one, unless that has happened.
  void forget(const Secret& refused) const noexcept;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace baton::inline v0
