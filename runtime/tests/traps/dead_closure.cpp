// SPDX-License-Identifier: MIT
// async.06: the frame of a lambda coroutine points to the closure; it does not
// hold its captures, unless the closure itself is a parameter.
// shows: stack-use-after-return
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>

kioto::async<int> call() {
#ifdef REPAIRED
  auto closure = [n = 7](this auto) -> kioto::async<int> {
    co_await kioto::yield_now();
    co_return n;
  };
#else
  auto closure = [n = 7]() -> kioto::async<int> {
    co_await kioto::yield_now();
    co_return n;
  };
#endif
  return closure();
}

int main() { return kioto::block_on(call()) == 7 ? 0 : 1; }
