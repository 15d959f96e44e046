// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstdio>

void note(const char* text) { std::puts(text); }

struct handmade {  // what a call of the coroutine returns
  struct promise_type {
    handmade get_return_object() {
      note("    promise: get_return_object");
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept {
      return note("    promise: initial_suspend"), std::suspend_always{};
    }
    void return_value(int) { note("    promise: return_value"); }
    void unhandled_exception() { note("    promise: unhandled_exception"); }
    std::suspend_always final_suspend() noexcept {
      return note("    promise: final_suspend"), std::suspend_always{};
    }
  };
  std::coroutine_handle<promise_type> handle;
};

struct awaitable {
  bool await_ready() { return note("    await_ready? no"), false; }
  void await_suspend(std::coroutine_handle<>) { note("    await_suspend"); }
  int await_resume() { return note("    await_resume"), 41; }
};

handmade body() {
  note("  body: first line");
  const int n = co_await awaitable{};
  note("  body: behind the await");
  co_return n + 1;
}

int main() {
  const auto handle = (note("main: call"), body().handle);
  for (; !handle.done(); handle.resume()) note("main: resume");
  note("main: done, destroy");
  handle.destroy();
}
// #endregion main
