// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstdio>
#include <cstdlib>

bool jumps = false;

struct task {
  struct promise_type {
    std::coroutine_handle<> caller;

    struct to_caller : std::suspend_always {
      auto await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
        return ended.promise().caller;
      }
    };
    task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    to_caller final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };

  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    callee.promise().caller = caller;
    if (jumps) return callee;  // the compiler jumps there
    callee.resume();           // a call, and it is not over when we go on
    return std::noop_coroutine();
  }
  void await_resume() { callee.destroy(); }

  std::coroutine_handle<promise_type> callee;
};

char* here = nullptr;
task leaf() {
  here = static_cast<char*>(__builtin_frame_address(0));
  co_return;
}

task loop(int turns) {
  co_await leaf();
  const char* const first = here;
  for (int i = 0; i < turns; ++i) co_await leaf();
  std::printf("%s: %ld bytes of stack an await\n", jumps ? "jumps" : "calls",
              std::labs(first - here) / turns);
}

void run() {
  const task root = loop(1000);
  root.callee.promise().caller = std::noop_coroutine();
  root.callee.resume();
  root.callee.destroy();
}

int main() {
  run();
  jumps = true;
  run();
}
// #endregion main
