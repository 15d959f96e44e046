// SPDX-License-Identifier: MIT
#include "judge/spread.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace grader;

TEST_CASE("the middle of few values lies between the least and the most",
          "[judge]") {
  spread one = median_of({3});
  CHECK(one.low == 3);
  CHECK(one.middle == 3);
  CHECK(one.high == 3);
  spread four = median_of({4, 1, 3, 2});
  CHECK(four.low == 1);
  CHECK(four.middle == 2.5);
  CHECK(four.high == 4);
}

TEST_CASE("a few values far off change nothing", "[judge]") {
  std::vector<double> values(27, 1.0);
  values[0] = values[7] = values[19] = 100;
  spread s = median_of(values);
  CHECK(s.low == 1);
  CHECK(s.middle == 1);
  CHECK(s.high == 1);
  CHECK(s.below(1));
  CHECK_FALSE(s.above(1));
}

TEST_CASE("the spread holds the true median in 999 of 1000 series", "[judge]") {
  std::mt19937_64 chance(1);
  // Of a long tail, as a busy machine has it; its median is 1.
  std::lognormal_distribution<double> cost(0, 1);
  for (int n : {9, 27, 100}) {
    int missed = 0;
    for (int i = 0; i < 5000; ++i) {
      std::vector<double> values;
      for (int k = 0; k < n; ++k) values.push_back(cost(chance));
      spread s = median_of(values);
      if (s.low > 1 || s.high < 1) ++missed;
    }
    CHECK(missed <= (n < 11 ? 40 : 10));
  }
}

TEST_CASE("more values bring the bounds closer", "[judge]") {
  std::mt19937_64 chance(2);
  std::normal_distribution<double> cost(1, 0.1);
  auto width = [&](int n) {
    std::vector<double> values;
    for (int k = 0; k < n; ++k) values.push_back(cost(chance));
    spread s = median_of(values);
    return s.high - s.low;
  };
  CHECK(width(1000) < width(30) / 2);
}

// A process waits for each batch, unless that is there before it looks; the
// wait may be read with its batch or with the next one.
TEST_CASE("waits that are booked late do not look like two in a batch",
          "[judge]") {
  CHECK(means_of_two({2, 0, 2, 0, 2, 0, 2, 0, 2}) ==
        std::vector<double>{1, 1, 1, 1});
  std::mt19937_64 chance(3);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> booked;
    double waits = 0, read = 0;
    for (int k = 0; k < 9; ++k) {
      waits += static_cast<double>(chance() % 2);
      double late = waits > read ? static_cast<double>(chance() % 2) : 0;
      booked.push_back(waits - late - read);
      read = waits - late;
    }
    CHECK(median_of(means_of_two(booked)).high <= 1.5);
  }
}
