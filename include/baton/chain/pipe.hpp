#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <baton/chain/chain.hpp>
#include <baton/chain/compose.hpp>

namespace baton::inline v0 {

/// Any chain from `In` to `Out`, whatever it is made of: to keep one in a class, to return one from a
/// function, to choose one at run time. Streams in chunks of `Chunk`.
///
/// An immutable value, cheap to copy, as thread-safe as the chain in it. Costs one virtual call.
///
///     Pipe<std::string, std::string> answer = prompt<"Answer: {q}"> | gpt | text;
template <class In, class Out, class Chunk = Out>
class Pipe {
 public:
  using baton_step = void;
  using output_type = Out;

  template <class S>
    requires(!std::is_same_v<std::decay_t<S>, Pipe>)
  Pipe(S&& operand) {  // NOLINT: implicit, as std::function
    auto chain = step(std::forward<S>(operand));
    using C = decltype(chain);
    static_assert(std::is_convertible_v<StepOutput<C, In>, Out>,
                  "baton: the chain does not give what the Pipe promises");
    inner_ = std::make_shared<const Holder<C>>(std::move(chain));
  }

  Out invoke(In in, const Context& context = {}) const {
    return sync_wait(ainvoke(std::move(in), context), context);
  }
  Result<Out> try_invoke(In in, const Context& context = {}) const {
    return capture([&] { return invoke(std::move(in), context); });
  }
  Task<Out> ainvoke(In in, Context context = {}) const {
    return inner_->run(inner_, std::move(in), std::move(context));
  }
  BlockingStream<Chunk> stream(In in, const Context& context = {}) const {
    return BlockingStream<Chunk>(astream(std::move(in), context), context);
  }
  Stream<Chunk> astream(In in, Context context = {}) const {
    return inner_->open(inner_, std::move(in), std::move(context));
  }

  Task<Out> operator()(In in, Context context) const {
    return ainvoke(std::move(in), std::move(context));
  }

 private:
  struct Inner {
    virtual ~Inner() = default;
    virtual Task<Out> run(std::shared_ptr<const Inner> self, In in, Context context) const = 0;
    virtual Stream<Chunk> open(std::shared_ptr<const Inner> self, In in, Context context) const = 0;
  };

  template <class C>
  struct Holder final : Inner {
    explicit Holder(C c) : chain(std::move(c)) {}

    // `self` keeps the chain alive for as long as the coroutine lives.
    Task<Out> run(std::shared_ptr<const Inner> self, In in, Context context) const override {
      auto out = co_await chain.ainvoke(std::move(in), context);
      static_cast<void>(self);
      co_return Out(std::move(out));
    }
    Stream<Chunk> open(std::shared_ptr<const Inner> self, In in, Context context) const override {
      auto stream = chain.astream(std::move(in), context);
      while (auto chunk = co_await stream.next()) co_yield Chunk(std::move(*chunk));
      static_cast<void>(self);
    }

    C chain;
  };

  std::shared_ptr<const Inner> inner_;
};

}  // namespace baton::inline v0
