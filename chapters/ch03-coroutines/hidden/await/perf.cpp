// SPDX-License-Identifier: MIT
#include <cstdint>
#include <grader/perf.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/future/yield_now.hpp>

namespace {

// Waits for ever, and goes on once in each poll of the root.
kioto::async<> wait_below(int depth, std::int64_t& resumed) {
  if (depth > 1) co_return co_await wait_below(depth - 1, resumed);
  for (;; ++resumed) co_await kioto::yield_now();
}

}  // namespace

PROBE_PERF(wake_the_leaf) {
  std::int64_t resumed = 0;
  kioto::async<> root = wait_below(probe::ask<int>("depth"), resumed);
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  (void)root.poll(cx);  // begins
  for (probe::batch b; b.next();) {
    resumed = 0;
    for (std::int64_t i = 0; i < b.count(); ++i) (void)root.poll(cx);
    b.answer(b.start() + resumed);
  }
}
