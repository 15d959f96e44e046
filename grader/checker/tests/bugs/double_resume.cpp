// SPDX-License-Identifier: MIT
//
// A task that is woken while it runs: it has to run again, but not twice at
// the same time.
//
//   idle --wake--> scheduled --run--> running --> idle
//                      ^                 | wake
//                      +--- notified <---+
//
// The bug: a wake schedules the task unless it is scheduled already, and a task
// that runs is not. A second worker resumes the frame that the first one is in.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <coroutine>
#include <exception>
#include <thread>

namespace {

struct coroutine {
  struct promise_type {
    coroutine get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<> frame;
};

coroutine count_polls(int& polls) {
  for (;;) {
    ++polls;
    co_await std::suspend_always{};
  }
}

enum class state { idle, scheduled, running, notified };

template <bool Right>
class task {
 public:
  explicit task(coroutine body) : frame_(body.frame) {}
  ~task() { frame_.destroy(); }

  void wake() {
    if (transition_to_scheduled()) run();
  }

 private:
  // Returns: whether the caller has to run it.
  bool transition_to_scheduled() {
    // acquire: what the last run has left; pairs with transition_to_idle().
    if constexpr (!Right) {
      return state_.exchange(state::scheduled, std::memory_order_acquire) !=
             state::scheduled;
    }
    auto now = state::idle;
    while (now == state::idle || now == state::running) {
      const state next =
          now == state::idle ? state::scheduled : state::notified;
      if (state_.compare_exchange_strong(now, next,
                                         std::memory_order_acquire)) {
        return next == state::scheduled;
      }
    }
    return false;
  }

  void run() {
    do {
      // relaxed: who has scheduled it has seen all.
      state_.store(state::running, std::memory_order_relaxed);
      frame_.resume();
    } while (!transition_to_idle());
  }

  bool transition_to_idle() {
    auto now = state::running;
    // release: what the run has left; pairs with transition_to_scheduled().
    return state_.compare_exchange_strong(
        now, state::idle, std::memory_order_release, std::memory_order_relaxed);
  }

  std::atomic<state> state_{state::idle};
  std::coroutine_handle<> frame_;  // resumed by who has it in state running
};

template <bool Right>
void wake_twice() {
  int polls = 0;
  {
    task<Right> counter(count_polls(polls));
    std::thread worker([&] { counter.wake(); });
    counter.wake();
    worker.join();
  }
  assert(polls == 1 || polls == 2);
}

CHECKER_SCENARIO(buggy) { wake_twice<false>(); }
CHECKER_SCENARIO(correct) { wake_twice<true>(); }

}  // namespace
