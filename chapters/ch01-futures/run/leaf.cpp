// SPDX-License-Identifier: MIT
// grader run ch01.leaf [n]: polls your futures by hand, countdown(n) among
// them, and prints every poll.
#include <cstdio>
#include <cstdlib>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/yield_now.hpp>
#include <utility>

namespace {

// Counts how often it is woken.
struct bell final : kioto::wakeable {
  int rings = 0;
  void wake() noexcept override { ++rings; }
};

// Polls until ready, as long as each pending poll has rung the bell.
template <class F>
void drive(const char* name, F future) {
  auto b = kioto::make_wakeable<bell>();
  const kioto::waker w = b.waker();
  kioto::context cx(w);
  for (int n = 1;; ++n) {
    int before = b->rings;
    bool ready = future.poll(cx).is_ready();
    std::printf("%-12s poll %d: %s%s\n", name, n, ready ? "ready" : "pending",
                b->rings != before ? ", and woke its waker" : "");
    if (ready) return;
    if (b->rings == before) {
      std::printf("%-12s nobody will poll it again\n", name);
      return;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  unsigned n = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 3;
  drive("ready", kioto::ready(7));
  drive("lazy", kioto::lazy([] { std::puts("             (lazy runs)"); }));
  drive("yield_now", kioto::yield_now());
  drive("countdown", kioto::countdown(n));
}
