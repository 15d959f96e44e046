// SPDX-License-Identifier: MIT
// Alternative: every poll of a leaf is the same one, the first, too.
//
// await_ready() does what a wake does: an exception waits in the outcome, and
// comes out of await_resume() at once.
#pragma once

#include <coroutine>
#include <kioto/async/await_chain.hpp>
#include <kioto/detail/outcome.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto::detail {

template <class T>
class async_promise;

/// Awaits a future; `F` is what a forwarding reference deduces, so an `F` that
/// is a reference borrows.
///
/// Polls it in the coroutine first: one that is ready suspends nothing.
template <class F>
class future_awaiter : private await_leaf {
  static_assert(future<std::remove_reference_t<F>>,
                "a future is needed: see <kioto/future/future.hpp>");

 public:
  future_awaiter(promise_base& awaiting, F&& future, std::source_location where)
      : await_leaf{{&awaiting, where}, &poll_again},
        future_(std::forward<F>(future)) {}

  future_awaiter(const future_awaiter&) = delete;
  future_awaiter& operator=(const future_awaiter&) = delete;

  /// The first poll. Returns: whether nothing need be waited for.
  bool await_ready() noexcept { return poll_again(*this, awaiting->root->cx); }

  /// Says to the root where the chain waits now.
  void await_suspend(std::coroutine_handle<>) noexcept {
    awaiting->root->leaf = this;
  }

  /// Gives the result, or throws what the poll threw.
  output_of<F> await_resume() { return outcome_.take(); }

 private:
  // Returns: whether the outcome is there. An exception is an outcome.
  static bool poll_again(await_leaf& leaf, context& cx) noexcept {
    auto& self = static_cast<future_awaiter&>(leaf);
    try {
      auto result = poll_for(self.future_, cx, self.where);
      if (result.is_pending()) return false;
      if constexpr (std::is_void_v<output_of<F>>) {
        self.outcome_.succeed();
      } else {
        self.outcome_.succeed(std::move(result).value());
      }
    } catch (...) {
      self.outcome_.fail_with_current_exception();
    }
    return true;
  }

  outcome<output_of<F>> outcome_;
  // Last, so that nothing lies in its padding. An empty one takes no room.
  [[no_unique_address]] F future_;
};

/// Awaits a coroutine that gives a `T`.
template <class T>
class call_awaiter : private await_call {
 public:
  /// Requires: the callee is at rest. Owns it, or borrows it.
  call_awaiter(promise_base& awaiting, async_promise<T>& callee, bool owns,
               std::source_location where)
      : await_call{{&awaiting, where}, &callee, owns} {}

  call_awaiter(const call_awaiter&) = delete;
  call_awaiter& operator=(const call_awaiter&) = delete;

  /// Destroys a callee that it owns, if that was not done before
  /// (destroy_chain() does, and leaves null behind).
  ~call_awaiter() {
    if (owns_callee && callee != nullptr) destroy_async(*callee);
  }

  bool await_ready() const noexcept { return false; }

  /// Lets the callee run, as a part of this chain.
  void await_suspend(std::coroutine_handle<>) noexcept { resume_callee(*this); }

  /// Gives the callee's result, or throws what escaped from it.
  T await_resume() {
    return static_cast<async_promise<T>*>(callee)->result().take();
  }
};

}  // namespace kioto::detail
