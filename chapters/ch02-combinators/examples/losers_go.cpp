// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/fair_start.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/select.hpp>
#include <kioto/rt/block_on.hpp>
#include <utility>

// #region main
struct loud {  // a countdown that counts polls, and tells of its end
  using output_type = unsigned;
  const char* name;
  kioto::countdown_future inner;
  int polls = 0;

  loud(const char* n, unsigned polls)
      : name(n), inner(kioto::countdown(polls)) {}
  loud(loud&& other)
      : name(std::exchange(other.name, nullptr)), inner(other.inner) {}
  ~loud() {
    if (name) std::printf("  %s is destroyed\n", name);
  }

  kioto::poll<unsigned> poll(kioto::context& cx) {
    ++polls;
    return inner.poll(cx);
  }
};

int main() {
  kioto::detail::seed_fair_start(1);  // the same numbers in each run
  loud lent("the lent one", 5);
  {
    auto first = kioto::select(loud("fast", 3), loud("slow", 9), lent);
    auto won = kioto::block_on(first);
    std::printf("child %zu won\n", won.index());
    std::puts("end of the select");
  }
  std::printf("polls of the lent one: %d\n", std::exchange(lent.polls, 0));
  kioto::block_on(lent);
  std::printf("until it is ready: %d more\n", lent.polls);
}
// #endregion main
