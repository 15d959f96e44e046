// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <expected>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/try_join.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>

// #region main
using reply = std::expected<unsigned, std::string>;

int polls = 0;

auto request(unsigned takes, bool works) {
  return kioto::map(kioto::countdown(takes), [=](unsigned n) -> reply {
    if (works) return n;
    return std::unexpected("request of " + std::to_string(n) + " failed");
  });
}

template <class F>
struct counted {  // counts the polls of all of them
  using output_type = reply;
  F inner;
  kioto::poll<reply> poll(kioto::context& cx) {
    ++polls;
    return inner.poll(cx);
  }
};

int main() {
  auto all = kioto::block_on(kioto::join(counted{request(1, true)},
                                         counted{request(2, false)},
                                         counted{request(500, true)}));
  std::printf("join: %s, after %d polls\n", std::get<1>(all).error().c_str(),
              polls);
  polls = 0;
  auto first_error = kioto::block_on(
      kioto::try_join(counted{request(1, true)}, counted{request(2, false)},
                      counted{request(500, true)}));
  std::printf("try_join: %s, after %d polls\n", first_error.error().c_str(),
              polls);
}
// #endregion main
