// SPDX-License-Identifier: MIT
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <kioto/future/fair_start.hpp>
#include <thread>
#include <vector>

using kioto::detail::fair_start;
using kioto::detail::seed_fair_start;

namespace {

std::vector<std::size_t> draw(int count) {
  std::vector<std::size_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(fair_start(1'000'000));
  return numbers;
}

}  // namespace

TEST_CASE("fair_start: each number comes as often as the others",
          "[fair_start]") {
  seed_fair_start(7);
  std::array<int, 3> counts{};
  for (int i = 0; i < 30'000; ++i) ++counts.at(fair_start(3));
  for (const int count : counts) {
    CHECK(count > 9'500);
    CHECK(count < 10'500);
  }
}

TEST_CASE("fair_start: a seed repeats, another one differs", "[fair_start]") {
  seed_fair_start(1);
  const auto first = draw(20);
  seed_fair_start(1);
  CHECK(draw(20) == first);
  seed_fair_start(2);
  CHECK(draw(20) != first);
}

TEST_CASE("fair_start: threads have different numbers", "[fair_start]") {
  std::vector<std::size_t> one, two;
  std::thread([&] { one = draw(20); }).join();
  std::thread([&] { two = draw(20); }).join();
  CHECK(one != two);
}
