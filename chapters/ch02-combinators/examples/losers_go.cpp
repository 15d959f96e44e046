// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/select.hpp>
#include <kioto/rt/block_on.hpp>
#include <utility>

// #region main
struct loud {  // a countdown that tells when it is destroyed
  using output_type = unsigned;
  const char* name;
  kioto::countdown_future inner;

  loud(const char* n, unsigned polls)
      : name(n), inner(kioto::countdown(polls)) {}
  loud(loud&& other)
      : name(std::exchange(other.name, nullptr)), inner(other.inner) {}
  ~loud() {
    if (name) std::printf("  %s is destroyed\n", name);
  }

  kioto::poll<unsigned> poll(kioto::context& cx) { return inner.poll(cx); }
};

int main() {
  loud lent("the lent one", 5);
  {
    auto first = kioto::select(loud("fast", 1), loud("slow", 9), lent);
    auto won = kioto::block_on(first);
    std::printf("child %zu won\n", won.index());
    std::puts("end of the select");
  }
  std::printf("the lent one goes on: %u\n", kioto::block_on(lent));
}
// #endregion main
