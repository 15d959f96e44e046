// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/rt/spinner.hpp>
#include <thread>

using kioto::detail::spinner;

TEST_CASE("spinner: what is there is not waited for", "[spinner]") {
  spinner spin;
  int looks = 0;
  CHECK(spin.wait_for([&looks] { return ++looks == 1; }));
  CHECK(looks == 1);
}

TEST_CASE("spinner: gives up after waits in vain, and tries again at times",
          "[spinner]") {
  if (std::thread::hardware_concurrency() < 2) return;  // it never waits
  spinner spin;
  int waits = 0;
  for (int i = 0; i < 100; ++i) {
    int looks = 0;
    CHECK_FALSE(spin.wait_for([&looks] {
      ++looks;
      return false;
    }));
    if (looks > 1) ++waits;
  }
  CHECK(waits >= 5);
  CHECK(waits <= 8);
  // One that is worth it: from then on it waits again.
  int looks = 0;
  while (!spin.wait_for([&looks] { return ++looks % 2 == 0; })) looks = 0;
  looks = 0;
  CHECK_FALSE(spin.wait_for([&looks] {
    ++looks;
    return false;
  }));
  CHECK(looks > 1);
}
