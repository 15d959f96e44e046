// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>

// #region main
using reply = std::expected<unsigned, std::string>;

// Waits, and then fails if it had to wait for too long.
auto ask(unsigned polls) {
  return kioto::map(kioto::countdown(polls), [](unsigned n) -> reply {
    if (n > 3) return std::unexpected("too slow");
    return n;
  });
}

auto ask_twice(unsigned first) {
  return kioto::or_else(
      kioto::and_then(ask(first), [](unsigned n) { return ask(n + 2); }),
      [](std::string why) {
        std::printf("  %s, so we take what we have\n", why.c_str());
        return kioto::ready(reply(0));
      });
}

int main() {
  // then: the second wait begins when the first is over.
  auto both = kioto::then(kioto::countdown(2),
                          [](unsigned n) { return kioto::countdown(n * 10); });
  std::printf("then: %u\n", kioto::block_on(both));
  for (const unsigned first : {1u, 2u, 9u}) {
    const reply r = kioto::block_on(ask_twice(first));
    std::printf("ask_twice(%u): %u\n", first, *r);
  }
}
// #endregion main
