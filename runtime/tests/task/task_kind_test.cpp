// SPDX-License-Identifier: MIT
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstddef>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_kind.hpp>
#include <new>
#include <source_location>
#include <thread>
#include <vector>

using kioto::detail::task_kind;
using kioto::detail::task_kind_number;
using kioto::detail::task_kinds;
using kioto::detail::task_vtable;

namespace {

// Room for three kinds.
struct small_room {
  std::array<task_kind, 4> kinds{};
  std::array<task_kind_number, 4> next{};
  task_kinds::room few{kinds.data(), next.data(), kinds.size()};
};

struct table : small_room, task_kinds {
  table() : task_kinds(few) {}
};

// Tables for futures that nobody polls.
const std::vector<task_vtable> many_tables(task_kinds::most);

const auto here = std::source_location::current();
const auto there = std::source_location::current();

bool is(const task_kind& kind, const task_vtable& vtable,
        std::source_location spawned_at) {
  return kind.vtable == &vtable && kind.spawned_at.line() == spawned_at.line();
}

}  // namespace

TEST_CASE("task_kind: a type of future and a place of spawning have a number",
          "[task_kind]") {
  table kinds;
  const auto& a = many_tables[0];
  const auto& b = many_tables[1];
  const auto one = kinds.number_of(a, here);
  const auto of_another_place = kinds.number_of(a, there);
  const auto of_another_type = kinds.number_of(b, here);
  CHECK(one != 0);
  CHECK(of_another_place != one);
  CHECK(of_another_type != one);
  CHECK(of_another_type != of_another_place);
  CHECK(kinds.number_of(a, here) == one);
  CHECK(kinds.number_of(a, there) == of_another_place);
  CHECK(kinds.number_of(b, here) == of_another_type);
  CHECK(is(kinds[one], a, here));
  CHECK(is(kinds[of_another_place], a, there));
  CHECK(is(kinds[of_another_type], b, here));
}

TEST_CASE("task_kind: a place may be unknown", "[task_kind]") {
  table kinds;
  const auto n = kinds.number_of(many_tables[0], {});
  CHECK(n != 0);
  CHECK(kinds.number_of(many_tables[0], {}) == n);
  CHECK(kinds.number_of(many_tables[0], here) != n);
}

TEST_CASE("task_kind: a new room keeps numbers, and kinds where they were",
          "[task_kind]") {
  table kinds;
  constexpr std::size_t n = 1'000;
  std::vector<task_kind_number> numbers;
  for (std::size_t i = 0; i < n; ++i) {
    numbers.push_back(kinds.number_of(many_tables[i], here));
    const task_kind& first_of_all = kinds[numbers.front()];
    CHECK(is(first_of_all, many_tables[0], here));
  }
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(kinds.number_of(many_tables[i], here) == numbers[i]);
    CHECK(is(kinds[numbers[i]], many_tables[i], here));
  }
}

TEST_CASE("task_kind: there are 65,535, and then no memory", "[task_kind]") {
  table kinds;
  for (std::size_t i = 0; i + 1 < task_kinds::most; ++i) {
    if (kinds.number_of(many_tables[i], here) != i + 1) FAIL(i);
  }
  CHECK_THROWS_AS(kinds.number_of(many_tables[0], there), std::bad_alloc);
  CHECK_THROWS_AS(kinds.number_of(many_tables.back(), here), std::bad_alloc);
  // What is there goes on.
  CHECK(kinds.number_of(many_tables[0], here) == 1);
  CHECK(is(kinds[65'535], many_tables[65'534], here));
}

TEST_CASE("task_kind: threads that ask at the same time get the same numbers",
          "[task_kind][stress]") {
  table kinds;
  constexpr std::size_t n_threads = 4;
  constexpr std::size_t n_kinds = 2'000;
  std::array<std::vector<task_kind_number>, n_threads> seen;
  std::atomic<bool> go{false};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < n_threads; ++t) {
    threads.emplace_back([&, t] {
      seen[t].resize(n_kinds);
      while (!go) std::this_thread::yield();
      for (std::size_t i = 0; i < n_kinds; ++i) {
        // Two go up, two go down: the same kinds, and others.
        const std::size_t k = t % 2 == 0 ? i : n_kinds - 1 - i;
        const auto n = kinds.number_of(many_tables[k], here);
        if (kinds[n].vtable != &many_tables[k]) return;
        seen[t][k] = n;
      }
    });
  }
  go = true;
  for (auto& thread : threads) thread.join();
  std::vector<bool> taken(n_kinds + 1);
  for (std::size_t i = 0; i < n_kinds; ++i) {
    const task_kind_number n = seen[0][i];
    REQUIRE(n != 0);
    REQUIRE(n <= n_kinds);
    CHECK_FALSE(taken[n]);
    taken[n] = true;
    for (const auto& other : seen) CHECK(other[i] == n);
  }
}
