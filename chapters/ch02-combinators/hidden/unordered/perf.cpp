// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <grader/perf.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <vector>

namespace {

// Waits for ever; each poll adds the child's number.
struct sleeper {
  using output_type = int;

  kioto::poll<int> poll(kioto::context& cx) {
    *waker = cx.waker();
    *sum += number;
    return kioto::poll<int>::pending();
  }

  kioto::waker* waker;
  std::uint64_t number;
  std::uint64_t* sum;
};

}  // namespace

// Wakes one child after the other, and polls the set after each wake.
PROBE_PERF(wake_one_of_many) {
  const auto children = probe::ask<std::uint64_t>("children");
  std::uint64_t sum = 0;
  std::vector<kioto::waker> wakers(children);
  kioto::futures_unordered<sleeper> set;
  for (std::uint64_t i = 0; i < children; ++i)
    set.push(sleeper{&wakers[i], i, &sum});
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  (void)set.poll_next(cx);  // all of them, for the first time
  for (probe::batch b; b.next();) {
    sum = static_cast<std::uint64_t>(b.start());
    std::uint64_t which = sum % children;
    for (std::int64_t i = 0; i < b.count(); ++i) {
      wakers[which].wake_by_ref();
      (void)set.poll_next(cx);
      if (++which == children) which = 0;
    }
    b.answer(static_cast<std::int64_t>(sum));
  }
}
