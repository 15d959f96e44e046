// SPDX-License-Identifier: MIT
// example: signal SIGABRT
// build: plain
// #region main
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/waker.hpp>

int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  auto future = kioto::ready(7);
  std::printf("%d\n", future.poll(cx).value());
  std::fflush(stdout);
  std::printf("%d\n", future.poll(cx).value());
}
// #endregion main
