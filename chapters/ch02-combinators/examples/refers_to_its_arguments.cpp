// SPDX-License-Identifier: MIT
// example: exit 1
// build: asan
#include <kioto/future/countdown.hpp>
#include <kioto/rt/block_on.hpp>
#include <tuple>

// #region main
template <class... Fs>
struct first_two {
  using output_type = unsigned;
  std::tuple<Fs&...> children;  // the mistake

  kioto::poll<unsigned> poll(kioto::context& cx) {
    auto r = std::get<0>(children).poll(cx);
    return r.is_ready() ? std::move(r) : std::get<1>(children).poll(cx);
  }
};

template <class... Fs>
first_two<Fs...> first_of(Fs&&... children) {
  return {{children...}};
}

int main() {
  auto fut = first_of(kioto::countdown(3), kioto::countdown(1));
  return static_cast<int>(kioto::block_on(fut));  // both have died above
}
// #endregion main
