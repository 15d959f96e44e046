// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstdio>
#include <thread>

struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct go_on_over_there {
  std::thread& there;

  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> me) {
    there = std::thread([me] { me.resume(); });
  }
  void await_resume() {}
};

thread_local int mine = 0;

fire_and_forget two_threads(std::thread& other) {
  const int* here = &mine;
  co_await go_on_over_there{other};
  const int* there = &mine;
  std::printf(here == there ? "the same variable\n" : "two variables\n");
}

int main() {
  std::thread other;
  two_threads(other);
  other.join();
}
// #endregion main
