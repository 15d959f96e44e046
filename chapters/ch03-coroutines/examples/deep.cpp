// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>

int resumed = 0;

kioto::async<> nest(int depth) {
  if (depth > 1) {
    co_await nest(depth - 1);
    ++resumed;
  } else {
    for (int i = 0; i < 4; ++i) {
      co_await kioto::yield_now();
      ++resumed;
    }
  }
}

int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  auto root = nest(1000);
  bool done = false;
  for (int i = 1; !done; ++i) {
    resumed = 0;
    done = root.poll(cx).is_ready();
    std::printf("poll %d: %d went on behind a co_await\n", i, resumed);
  }
}
// #endregion main
