// SPDX-License-Identifier: MIT
//
// The end of a coroutine whose frame is destroyed by who waits for it.
//
//   worker   ... co_return | return_void() | final_suspend: suspended | done
//   waiter                                                              destroy
//
// The bug: the waiter is told in return_void(), when the coroutine has still to
// get to its final suspension. The waiter destroys a frame that is being used.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <coroutine>
#include <exception>
#include <mutex>
#include <thread>

namespace {

class completion {
 public:
  void set() noexcept {
    const std::lock_guard lock(mutex_);
    is_set_ = true;
    changed_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_set_ = false;  // under the mutex
};

template <bool Right>
struct task {
  struct promise_type;
  using handle = std::coroutine_handle<promise_type>;

  struct last_suspension {
    bool await_ready() noexcept { return false; }
    void await_suspend(handle frame) noexcept {
      // The last that touches the frame: it is suspended.
      if constexpr (Right) frame.promise().done->set();
    }
    void await_resume() noexcept {}
  };

  struct promise_type {
    task get_return_object() { return {handle::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    last_suspension final_suspend() noexcept { return {}; }
    void return_void() noexcept {
      if constexpr (!Right) done->set();
    }
    void unhandled_exception() { std::terminate(); }

    completion* done = nullptr;
  };

  handle frame;
};

template <bool Right>
task<Right> compute(int& result) {
  result = 42;
  co_return;
}

template <bool Right>
void destroy_when_done() {
  completion done;
  int result = 0;
  const task<Right> computing = compute<Right>(result);
  computing.frame.promise().done = &done;
  std::thread worker([&] { computing.frame.resume(); });
  done.wait();
  assert(result == 42);
  computing.frame.destroy();
  worker.join();
}

CHECKER_SCENARIO(buggy) { destroy_when_done<false>(); }
CHECKER_SCENARIO(correct) { destroy_when_done<true>(); }

}  // namespace
