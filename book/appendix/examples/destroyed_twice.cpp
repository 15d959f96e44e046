// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstdio>

struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

int alive = 0;

struct counted {
  counted() { ++alive; }
  counted(const counted&) { ++alive; }
  ~counted() { --alive; }
};

struct request {  // an aggregate: no constructor of its own
  counted payload;
};

std::suspend_never send(const request&) { return {}; }

fire_and_forget one_request() { co_await send(request{counted()}); }

int main() {
  one_request();
  std::printf("alive: %d\n", alive);
}
// #endregion main
