// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/rt/idle_workers.hpp>
#include <optional>

using kioto::detail::idle_workers;

TEST_CASE("idle_workers: while all work, nobody is woken", "[idle_workers]") {
  idle_workers idle(2);
  CHECK(idle.worker_to_notify() == std::nullopt);
}

TEST_CASE("idle_workers: a sleeper is woken, and counts as searching",
          "[idle_workers]") {
  idle_workers idle(3);
  CHECK(idle.transition_to_parked(1, false));
  CHECK(idle.transition_to_parked(2, false));
  CHECK(idle.is_parked(1));
  CHECK(idle.worker_to_notify() == 2);
  CHECK_FALSE(idle.is_parked(2));
  // It searches: it will find the next task as well.
  CHECK(idle.worker_to_notify() == std::nullopt);
  // It was the last one that searched: it wakes another.
  CHECK(idle.transition_from_searching());
  CHECK(idle.worker_to_notify() == 1);
}

TEST_CASE("idle_workers: a look sees who sleeps, unless somebody searches",
          "[idle_workers]") {
  idle_workers idle(3);
  CHECK_FALSE(idle.seems_to_need_one());
  CHECK(idle.transition_to_parked(2, false));
  CHECK(idle.seems_to_need_one());
  CHECK(idle.transition_to_searching());
  CHECK_FALSE(idle.seems_to_need_one());
  CHECK(idle.transition_from_searching());
  CHECK(idle.seems_to_need_one());
  CHECK(idle.worker_to_notify() == 2);
  CHECK_FALSE(idle.seems_to_need_one());
}

TEST_CASE("idle_workers: at most half of the workers search",
          "[idle_workers]") {
  idle_workers idle(4);
  CHECK(idle.transition_to_searching());
  CHECK(idle.transition_to_searching());
  CHECK_FALSE(idle.transition_to_searching());
  CHECK_FALSE(idle.transition_from_searching());
  CHECK(idle.transition_from_searching());
}

TEST_CASE("idle_workers: who goes to sleep while nobody searches looks again",
          "[idle_workers]") {
  idle_workers idle(4);
  CHECK(idle.transition_to_searching());
  CHECK(idle.transition_to_searching());
  CHECK_FALSE(idle.transition_to_parked(0, true));
  CHECK_FALSE(idle.transition_to_parked(2, false));
  CHECK(idle.transition_to_parked(1, true));
  CHECK(idle.transition_to_parked(3, false));
}

TEST_CASE("idle_workers: one that wakes by itself, and one that was woken",
          "[idle_workers]") {
  idle_workers idle(2);
  CHECK(idle.transition_to_parked(0, false));
  CHECK(idle.unpark(0));
  CHECK_FALSE(idle.is_parked(0));
  CHECK(idle.worker_to_notify() == std::nullopt);
  CHECK(idle.transition_to_parked(0, false));
  CHECK(idle.worker_to_notify() == 0);
  CHECK_FALSE(idle.unpark(0));  // it searches, as whoever woke it has counted
  CHECK(idle.transition_from_searching());
}
