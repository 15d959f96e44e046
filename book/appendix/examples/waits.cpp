// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/future/poll_fn.hpp>
#include <kioto/future/waker.hpp>

bool open = false;

kioto::poll<int> ask(kioto::context&) {
  if (!open) return kioto::poll<int>::pending();
  return kioto::poll<int>::ready(40);
}

kioto::async<int> inner(int more) {
  int got = co_await kioto::poll_fn(ask);
  co_return got + more;
}

kioto::async<int> outer() {
  int two = 2;
  co_return co_await inner(two);
}

int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  auto sum = outer();
  std::puts(sum.poll(cx).is_ready() ? "ready" : "pending");
  open = true;
  std::printf("%d\n", sum.poll(cx).value());
}
// #endregion main
