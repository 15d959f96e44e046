// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <expected>
#include <kioto/future/countdown.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/select.hpp>
#include <kioto/rt/block_on.hpp>
#include <utility>

// #region main
struct too_slow {};

template <kioto::future F>
auto limit(unsigned polls, F child) {
  using result = std::expected<kioto::output_of<F>, too_slow>;
  return kioto::map(kioto::select(std::move(child), kioto::countdown(polls)),
                    [](auto won) -> result {
                      if (won.index() == 1) return std::unexpected(too_slow());
                      return std::get<0>(std::move(won));
                    });
}

int main() {
  for (const unsigned n : {3u, 30u}) {
    auto r = kioto::block_on(limit(10, kioto::countdown(n)));
    std::printf("%u: %s\n", n, r ? "in time" : "too slow");
  }
}
// #endregion main
