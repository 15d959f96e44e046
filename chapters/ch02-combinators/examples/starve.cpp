// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/fair_start.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/poll_fn.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/select.hpp>
#include <kioto/rt/block_on.hpp>

// #region main
// Two of three, and always in this order.
int in_order(kioto::ready_future<int> requests, kioto::ready_future<int> stop) {
  return kioto::block_on(kioto::poll_fn([&](kioto::context& cx) {
    auto r = requests.poll(cx);
    return r.is_ready() ? std::move(r) : stop.poll(cx);
  }));
}

int fair(kioto::ready_future<int> requests, kioto::ready_future<int> stop) {
  auto won = kioto::block_on(kioto::select(requests, stop));
  return won.index() == 0 ? std::get<0>(won) : std::get<1>(won);
}

int main() {
  kioto::detail::seed_fair_start(1);  // the same numbers in each run
  for (auto* next : {in_order, fair}) {
    int wins[2] = {0, 0};
    for (int i = 0; i < 10'000; ++i) {
      ++wins[next(kioto::ready(0), kioto::ready(1))];
    }
    std::printf("requests %d, stop %d\n", wins[0], wins[1]);
  }
}
// #endregion main
