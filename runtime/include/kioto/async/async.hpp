// SPDX-License-Identifier: MIT
//
// async<T>: a coroutine that is a future. The compiler writes the state
// machine that one would otherwise write by hand: each `co_await` is a state.
//
//   async<int> sum(stream& s) {            frame
//     int a = co_await s.number();           promise  result, links
//     int b = co_await s.number();           a, b     locals
//     co_return a + b;                       state    which co_await
//   }                                        awaiter  what it waits for
//
// Calling it only makes the frame: parameters are moved or copied in, and
// nothing runs before the first poll or the co_await. A reference parameter
// is only a reference in the frame; it has to outlive the coroutine.
//
// Thread safety: belongs to one thread at a time; may move to another between
// two polls, after which it runs on there.
//
// Destroying it while it waits destroys the coroutine and all that it awaits,
// from the innermost to itself, each with its locals in reverse order.
//
// #region answer-notes
// Rejected
//   - To start at the call, up to the first suspension: an async that is never
//     awaited would have done half its work, and nobody would be there to wake.
//   - A shared, counted frame: one owner is enough, and "destroyed" then has
//     one meaning.
//   - The result in the caller's frame: spares a move, but an async that is
//     polled by hand has no caller.
// #endregion answer-notes
#pragma once

#include <coroutine>
#include <functional>
#include <kioto/async/await_chain.hpp>
#include <kioto/async/awaiter.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/detail/outcome.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

template <class T = void>
class async;

namespace detail {

template <class T>
inline constexpr bool is_async = false;
template <class T>
inline constexpr bool is_async<async<T>> = true;

/// The promise of an async<T>, without how it returns.
template <class T>
class async_promise_base : public promise_base {
 public:
  /// Makes what the caller of the coroutine gets.
  async<T> get_return_object() noexcept;

  // #region begin
  /// The body begins in the first poll, or when it is awaited: not at the call.
  std::suspend_always initial_suspend() const noexcept { return {}; }
  // #endregion begin

  // #region end
  /// The frame stays, with the result in it, until its async is destroyed.
  /// Whoever waits for the result goes on (await_chain.hpp).
  final_awaiter final_suspend() const noexcept { return {}; }
  // #endregion end

  /// An exception has left the body: it is the outcome, for whoever waits.
  /// Stops the program if a destructor threw it while the frame was destroyed:
  /// nobody waits then. That is so if the coroutine is at rest.
  void unhandled_exception() noexcept {
    KIOTO_ASSERT(!is_at_rest(),
                 "a destructor threw while its coroutine was destroyed");
    outcome_.fail_with_current_exception();
  }

  /// Makes what `co_await awaited` waits with.
  template <class A>
  auto await_transform(A&& awaited, std::source_location where =
                                        std::source_location::current()) {
    using bare = std::remove_cvref_t<A>;
    static_assert(
        is_async<bare> || future<bare>,
        "co_await needs a future: a type with an output_type and a poll()");
    if constexpr (is_async<bare>) {
      return std::forward<A>(awaited).awaited_by(*this, where);
    } else if constexpr (future<bare>) {
      return future_awaiter<A>(*this, std::forward<A>(awaited), where);
    } else {
      return std::suspend_never{};  // said above what is wrong
    }
  }

  /// How the body ended.
  outcome<T>& result() noexcept { return outcome_; }

 private:
  outcome<T> outcome_;
};

template <class T>
class async_promise final : public async_promise_base<T> {
 public:
  /// `co_return value;`: an rvalue is moved into the outcome, an lvalue copied;
  /// if T is a reference, it refers to `value`.
  template <class U = T>
  void return_value(U&& value) {
    this->result().succeed(std::forward<U>(value));
  }
};

template <>
class async_promise<void> final : public async_promise_base<void> {
 public:
  /// `co_return;`, or the end of the body.
  void return_void() noexcept { this->result().succeed(); }
};

}  // namespace detail

/// Is a coroutine that gives a `T`: a value, `void`, or a reference.
///
/// `T` need be movable only. As a future, an async<T&> gives a
/// `std::reference_wrapper<T>`; awaited, it gives the reference.
/// Cost: one frame, from a cache of the thread (frame_allocator.hpp).
/// Cancel safety: what the coroutine did before it waited stays done; what it
/// holds in its frame is lost.
template <class T>
class [[nodiscard]] async {
  static_assert(!std::is_rvalue_reference_v<T>,
                "async<T&&> is not supported: use async<T>");
  static_assert(std::is_void_v<T> || std::is_reference_v<T> ||
                    std::is_move_constructible_v<T>,
                "async<T> has to move its T to whoever awaits it: give T a "
                "move constructor, or use async<std::unique_ptr<T>>");
  static_assert(std::is_reference_v<T> ||
                    std::is_same_v<T, std::remove_cv_t<T>>,
                "async<const T> is not supported: use async<T>");

 public:
  using promise_type = detail::async_promise<T>;
  using output_type =
      std::conditional_t<std::is_reference_v<T>,
                         std::reference_wrapper<std::remove_reference_t<T>>, T>;

  /// Takes the coroutine of `other`, which is moved from then and has none.
  async(async&& other) noexcept
      : promise_(std::exchange(other.promise_, nullptr)) {}

  /// Destroys the coroutine that it has, and takes that of `other`, which is
  /// moved from then. To itself: does nothing.
  async& operator=(async&& other) noexcept {
    if (this != &other) {
      destroy();
      promise_ = std::exchange(other.promise_, nullptr);
    }
    return *this;
  }

  /// Destroys the coroutine, wherever it waits.
  ///
  /// Requires: it does not run, and nobody awaits it; stops the program if not
  /// (destroy_async() sees to that).
  ~async() { destroy(); }

  /// Lets the coroutine run until it waits for something, or is done. Rethrows
  /// what escaped from it.
  ///
  /// Requires: not complete, not moved from; stops the program with the
  /// caller's line if it is.
  /// Cost: after a wake, one poll of the future that it waits for, however many
  /// coroutines are between.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    if (!detail::resume_chain(at_rest(where), cx)) {
      return kioto::poll<output_type>::pending();
    }
    if constexpr (std::is_void_v<T>) {
      promise_->result().take();
      return kioto::poll<void>::ready();
    } else {
      return kioto::poll<output_type>::ready(promise_->result().take());
    }
  }

 private:
  template <class>
  friend class detail::async_promise_base;

  explicit async(promise_type& promise) noexcept : promise_(&promise) {
    static_assert(alignof(promise_type) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__,
                  "async<T> of an over-aligned T is not supported: use "
                  "async<std::unique_ptr<T>>");
  }

  // An rvalue hands its coroutine over.
  detail::call_awaiter<T> awaited_by(detail::promise_base& caller,
                                     std::source_location where) && {
    promise_type& callee = at_rest(where);
    promise_ = nullptr;
    return {caller, callee, true, where};
  }

  detail::call_awaiter<T> awaited_by(detail::promise_base& caller,
                                     std::source_location where) & {
    return {caller, at_rest(where), false, where};
  }

  // The promise, of a coroutine that may be resumed: stops the program with
  // the line `where` if this async was moved from, or its coroutine is
  // complete, or is awaited by somebody else.
  promise_type& at_rest(std::source_location where) const {
    KIOTO_ASSERT(promise_ != nullptr, "awaited an async that was moved from",
                 where);
    KIOTO_ASSERT(promise_->is_at_rest(),
                 promise_->is_done()
                     ? "awaited twice: this async is complete"
                     : "awaited twice: somebody else awaits this async",
                 where);
    return *promise_;
  }

  // #region destroy
  void destroy() noexcept {
    if (promise_ != nullptr) detail::destroy_async(*promise_);
  }
  // #endregion destroy

  promise_type* promise_;  // of the coroutine; null: moved from
};

template <class T>
async<T> detail::async_promise_base<T>::get_return_object() noexcept {
  return async<T>(static_cast<async_promise<T>&>(*this));
}

}  // namespace kioto
