// SPDX-License-Identifier: MIT
//
// shared(f): one future, and many that wait for its result. Copies of a
// shared_future belong to different tasks; whichever is polled polls `f` for
// all of them.
//
//   shared_future (task 1) --+
//   shared_future (task 2) --+--> [ f | result | waiting: 1 -> 3 ]
//   shared_future (task 3) --+              ^
//                                 event ----+  wakes all that wait
//
// Thread safety: each shared_future is a plain value, used by one thread at a
// time. Copies may be polled, copied and destroyed on different threads at
// once; `f` is polled by one of them at a time, and so by different threads.
//
// #region answer-notes
// `f` never sees the waker of a task. It is polled with a waker of the shared
// state, and a wake of that one wakes every copy that waits: so the copy that
// polled last may go, and another one takes over.
//
// Invariants
//   1. The child, value_ and error_ belong to the copy that has set polling_;
//      after done_ nobody changes them but the last owner.
//   2. A copy whose last poll was pending is in the list, or has been woken
//      since that poll began.
//   3. A wake that comes while `f` is being polled wakes whoever waits, and
//   then
//      whoever began to wait until the end of that poll: these found `f` busy,
//      and the one that was busy may be destroyed before it polls again.
//
// Source: futures-rs 0.3, futures-util/src/future/future/shared.rs, without its
// slab of wakers, and without the loss that invariant 3 prevents.
//
// Rejected
//   - `f` polled with the waker of the copy that polls: lost with that copy.
//   - The lock held while `f` is polled: other tasks would block their thread.
//   - Waking one copy only, the others when it is done: it may never poll.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <mutex>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// Is the place of one shared_future in the list of those that wait.
struct shared_waiter {
  // Under the mutex of the state.
  kioto::waker waker;
  std::uint64_t round = 0;
  shared_waiter* previous = nullptr;
  shared_waiter* next = nullptr;
  bool linked = false;
};

/// Is what the wakers of the child wake: all that wait.
class shared_waiters : public wakeable {
 public:
  void wake() noexcept final {
    std::unique_lock lock(mutex_);
    woken_ = true;
    wake_all(lock);
  }

  /// Puts `waiter` into the list, with `waker`.
  ///
  /// Returns: true if the caller shall poll the child now.
  bool wait(shared_waiter& waiter, const kioto::waker& waker) {
    kioto::waker old;  // dropped without the lock: a drop may run any code
    std::lock_guard lock(mutex_);
    // relaxed: written under the lock.
    if (done_.load(std::memory_order_relaxed)) return false;
    if (!waiter.waker.will_wake(waker)) {
      old = std::move(waiter.waker);
      waiter.waker = waker;
    }
    if (!waiter.linked) link(waiter);
    if (polling_) return false;
    polling_ = true;
    woken_ = false;
    return true;
  }

  /// Takes `waiter` out of the list, if it is there.
  void forget(shared_waiter& waiter) noexcept {
    kioto::waker old;
    std::lock_guard lock(mutex_);
    if (waiter.linked) old = unlink(waiter);
  }

  /// The child is pending. Requires: wait() returned true.
  void end_of_poll() noexcept {
    std::unique_lock lock(mutex_);
    polling_ = false;
    if (woken_) wake_all(lock);  // invariant 3
  }

  /// The result is there. Requires: wait() returned true.
  void finish(shared_waiter& finisher) noexcept {
    kioto::waker old;
    std::unique_lock lock(mutex_);
    // release: publishes the result; pairs with the acquire in done().
    done_.store(true, std::memory_order_release);
    if (finisher.linked) old = unlink(finisher);
    wake_all(lock);
  }

  [[nodiscard]] bool done() const noexcept {
    // acquire: sees the result; pairs with the release in finish().
    return done_.load(std::memory_order_acquire);
  }

 private:
  /// Wakes all that are in the list now, without the lock; not those who come
  /// back while it does so.
  void wake_all(std::unique_lock<std::mutex>& lock) noexcept {
    const std::uint64_t end = ++round_;
    while (first_ && first_->round < end) {
      kioto::waker waker = unlink(*first_);
      lock.unlock();
      std::move(waker).wake();
      lock.lock();
    }
  }

  void link(shared_waiter& w) noexcept {
    w.linked = true;
    w.round = round_;
    w.next = nullptr;
    w.previous = last_;
    (last_ ? last_->next : first_) = &w;
    last_ = &w;
  }

  kioto::waker unlink(shared_waiter& w) noexcept {
    w.linked = false;
    (w.previous ? w.previous->next : first_) = w.next;
    (w.next ? w.next->previous : last_) = w.previous;
    return std::move(w.waker);
  }

  // Any thread that has a copy; written under the mutex.
  std::atomic<bool> done_{false};

  std::mutex mutex_;
  // All of these under the mutex. The oldest waiter is the first one, so the
  // list is sorted by round.
  bool polling_ = false;
  bool woken_ = false;  // since polling_ was set
  std::uint64_t round_ = 0;
  shared_waiter* first_ = nullptr;
  shared_waiter* last_ = nullptr;
};

/// Is what all copies of a shared_future have in common. It lives until copies
/// and wakers are gone; the child and the result go with the last copy.
template <class F>
class shared_state final : public shared_waiters {
 public:
  using output_type = output_of<F>;

  explicit shared_state(F&& child) : child_(std::forward<F>(child)) {}

  void add_owner() noexcept {
    // relaxed: the caller is an owner, and a larger count publishes nothing.
    owners_.fetch_add(1, std::memory_order_relaxed);
  }

  void remove_owner() noexcept {
    // release: this owner's use of the result comes before its end, or before
    // the move in take(); pairs with the acquires of the last owner, here and
    // there.
    if (owners_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    child_.destroy();
    value_.reset();
    error_ = nullptr;
  }

  /// Polls the child. Requires: wait() returned true.
  void poll_child(shared_waiter& waiter, context& cx) noexcept {
    try {
      auto result = child_.poll(cx);
      if (result.is_pending()) return end_of_poll();
      if constexpr (std::is_void_v<output_type>) {
        value_.emplace();
      } else {
        value_.emplace(std::move(result).value());
      }
    } catch (...) {
      error_ = std::current_exception();
    }
    child_.destroy();
    finish(waiter);
  }

  /// Requires: done().
  const storable<output_type>* peek() const noexcept {
    return value_ ? &*value_ : nullptr;
  }

  /// Gives the result, or throws it. Requires: done(); the caller is an owner,
  /// and ceases to be one next.
  output_type take() {
    if (error_) std::rethrow_exception(error_);
    if constexpr (!std::is_void_v<output_type>) {
      // acquire: the copies that others made are finished; pairs with the
      // release half in remove_owner(). Nobody can become an owner any more:
      // it takes one to make one, and we are the last.
      if (owners_.load(std::memory_order_acquire) == 1) {
        return *std::move(value_);
      }
      return *value_;
    }
  }

 private:
  // Any thread.
  std::atomic<std::size_t> owners_{1};
  // See invariant 1.
  future_slot<F> child_;
  std::optional<storable<output_type>> value_;
  std::exception_ptr error_;
};

}  // namespace detail

/// Is the future that `shared(f)` returns; a copy is one more future of the
/// same result.
template <class F>
class [[nodiscard]] shared_future {
 public:
  using output_type = output_of<F>;
  static_assert(std::is_void_v<output_type> ||
                    std::is_copy_constructible_v<output_type>,
                "shared: the result must be one that can be copied");

  explicit shared_future(F&& child) {
    const auto made = make_wakeable<state>(std::forward<F>(child));
    state_ = made.get();
    self_ = made.waker();
  }

  /// Makes one more future of the same result, which waits for nothing yet; of
  /// a complete one, a complete one.
  ///
  /// Cost: no allocation.
  shared_future(const shared_future& other) noexcept
      : state_(other.state_), self_(other.self_) {
    if (state_) state_->add_owner();
  }

  shared_future(shared_future&& other) noexcept
      : state_(std::exchange(other.state_, nullptr)),
        self_(std::move(other.self_)) {
    if (state_) state_->forget(other.waiter_);
  }

  shared_future& operator=(shared_future other) noexcept {
    leave();
    state_ = std::exchange(other.state_, nullptr);
    self_ = std::move(other.self_);
    if (state_) state_->forget(other.waiter_);
    return *this;
  }

  ~shared_future() { leave(); }

  /// Polls `f`, unless another copy is just doing so, or it is done. Ready with
  /// a copy of the result; the last future of the result moves it out (two that
  /// are the last at the same time both copy). Throws what `f` has thrown: each
  /// copy throws the same object.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "shared: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(state_, "shared: polled after completion", where);
    if (!state_->done() && state_->wait(waiter_, cx.waker())) {
      context for_child = cx.with_waker(self_);
      state_->poll_child(waiter_, for_child);
    }
    if (!state_->done()) return kioto::poll<output_type>::pending();
    const leaving at_the_end{*this};
    if constexpr (std::is_void_v<output_type>) {
      state_->take();
      return kioto::poll<void>::ready();
    } else {
      return kioto::poll<output_type>::ready(state_->take());
    }
  }

  /// Gives the result, if it is there and is no exception; polls nothing.
  ///
  /// Returns: null if `f` is not done, or this future is complete. The pointer
  /// is good until this future is polled, assigned or destroyed.
  [[nodiscard]] const detail::storable<output_type>* peek() const noexcept {
    return state_ && state_->done() ? state_->peek() : nullptr;
  }

 private:
  using state = detail::shared_state<F>;

  struct leaving {
    shared_future& self;
    ~leaving() { self.leave(); }
  };

  void leave() noexcept {
    if (!state_) return;
    state_->forget(waiter_);
    std::exchange(state_, nullptr)->remove_owner();
    self_ = {};
  }

  state* state_ = nullptr;  // null = complete, or moved from
  kioto::waker self_;       // a waker of *state_, which it keeps alive
  detail::shared_waiter waiter_;
};

/// Makes a future that can be copied, each copy ready with the result of `f`.
/// An rvalue is owned, an lvalue borrowed.
///
/// Cost: one allocation for all copies; a lock for each poll that is pending.
/// Cancel safety: `f` goes with the last copy; until then, nothing is lost.
template <class F>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] shared_future<F> shared(F&& f) {
  return shared_future<F>(std::forward<F>(f));
}

}  // namespace kioto
