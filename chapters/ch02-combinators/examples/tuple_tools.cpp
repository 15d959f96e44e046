// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstddef>
#include <cstdio>
#include <tuple>
#include <utility>

// #region main
std::tuple<int, char, long> things{3, 'x', 70};

template <std::size_t I>
bool is_large() {
  std::printf("asks %zu; ", I);
  return std::get<I>(things) > 50;
}

template <std::size_t... I>
void each(std::index_sequence<I...>) {
  // A fold over a comma visits all, in order; ?: leaves some of them out.
  ((I != 1 ? (void)std::printf("thing %zu; ", I) : void()), ...);
  // A fold over || stops at the first that is true.
  const bool found = (is_large<I>() || ...);
  std::printf("found: %s\n", found ? "yes" : "no");
}

int main() {
  each(std::index_sequence_for<int, char, long>());  // I... is 0, 1, 2
  // std::apply needs no positions: it makes arguments of the elements.
  const long sum =
      std::apply([](auto&... t) { return (0L + ... + t); }, things);
  std::printf("sum %ld\n", sum);
}
// #endregion main
