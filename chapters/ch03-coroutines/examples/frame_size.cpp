// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstddef>
#include <cstdio>
#include <new>

struct measured {
  struct promise_type {
    static void* operator new(std::size_t size) {
      std::printf("%4zu bytes\n", size);
      return ::operator new(size);
    }
    static void operator delete(void* frame) { ::operator delete(frame); }
    measured get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

// For the compiler, anything may happen to the page.
void use(char* page) { asm volatile("" : : "r"(page) : "memory"); }

[[gnu::noinline]] measured nothing() { co_return; }

[[gnu::noinline]] measured before_the_await() {
  {
    char page[4096];
    use(page);
  }
  co_await std::suspend_always{};
}

[[gnu::noinline]] measured across_the_await() {
  char page[4096];
  use(page);
  co_await std::suspend_always{};
  use(page);
}

int main() {
  nothing().handle.destroy();
  before_the_await().handle.destroy();
  across_the_await().handle.destroy();
}
// #endregion main
