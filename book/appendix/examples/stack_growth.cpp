// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstdio>

struct job {
  struct promise_type {
    std::coroutine_handle<> caller = std::noop_coroutine();
    job get_return_object() { return {handle::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    auto final_suspend() noexcept {
      struct back {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(handle ended) noexcept {
          return ended.promise().caller;
        }
        void await_resume() noexcept {}
      };
      return back{};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  using handle = std::coroutine_handle<promise_type>;

  handle frame;

  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    frame.promise().caller = caller;
    return frame;  // symmetric transfer: run that one now
  }
  void await_resume() { frame.destroy(); }
};

job nothing() { co_return; }

job many(int n) {
  for (int i = 0; i < n; ++i) co_await nothing();
  std::printf("%d awaits\n", n);
}

int main() {
  job all = many(1'000'000);
  all.frame.resume();
  all.frame.destroy();
}
// #endregion main
