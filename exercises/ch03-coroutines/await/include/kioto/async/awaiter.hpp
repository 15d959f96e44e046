// SPDX-License-Identifier: MIT
//
// ch03.await: co_await: who runs next
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: what await_ready and
// poll_again have in common, if you want a function for it; await_root: what a
// poll lends to the chain.
//
// What `co_await` becomes: an object in the frame of the coroutine that
// awaits, for as long as the full expression.
//
//   co_await sleep(1s)      future_awaiter<sleep_future>    owns the future
//   co_await timer          future_awaiter<timer_future&>   borrows it
//   co_await f(x)           call_awaiter<int>               owns the coroutine
//   co_await a              call_awaiter<int>               borrows it
//
// What is owned is destroyed with the frame, should the frame be destroyed
// while it waits. What is borrowed keeps its progress.
//
// Thread safety: that of the chain (await_chain.hpp).
#pragma once

#include <coroutine>
#include <grader/todo.hpp>
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
/// Polls it in the coroutine first: one that is ready suspends nothing. Each
/// poll is told `where` the co_await stands, should the future complain.
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

  /// The first poll, with the root's context. Returns: whether nothing need be
  /// waited for. An exception of the poll leaves the await from here.
  bool await_ready() { KIOTO_TODO("ch03.await"); }

  /// Says to the root where the chain waits now.
  void await_suspend(std::coroutine_handle<>) noexcept {
    KIOTO_TODO("ch03.await");
  }

  /// Gives the result, or throws what the poll threw.
  output_of<F> await_resume() { KIOTO_TODO("ch03.await"); }

 private:
  // Yours: what await_ready and poll_again have in common, if you want a
  // function for it

  // A later poll, for the root: `leaf` is a future_awaiter. Returns: whether
  // the outcome is there. An exception is an outcome: await_resume() throws
  // it, in the coroutine.
  static bool poll_again(await_leaf& leaf, context& cx) noexcept {
    KIOTO_TODO("ch03.await");
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
  ~call_awaiter() { KIOTO_TODO("ch03.await"); }

  /// Returns: false, since a callee at rest is not done.
  bool await_ready() const noexcept { KIOTO_TODO("ch03.await"); }

  /// Lets the callee run, as a part of this chain.
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept {
    KIOTO_TODO("ch03.await");
  }

  /// Gives the result of the callee, an async_promise<T>, or throws what
  /// escaped from it.
  T await_resume() { KIOTO_TODO("ch03.await"); }
};

}  // namespace kioto::detail
