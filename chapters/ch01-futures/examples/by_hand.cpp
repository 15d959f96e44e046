// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/waker.hpp>

int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  auto future = kioto::countdown(2);
  for (int polls = 1;; ++polls) {
    auto answer = future.poll(cx);
    if (answer.is_ready()) {
      std::printf("poll %d: ready, %u\n", polls, answer.value());
      break;
    }
    std::printf("poll %d: pending\n", polls);
  }
}
// #endregion main
