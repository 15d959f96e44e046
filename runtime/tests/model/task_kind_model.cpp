// SPDX-License-Identifier: MIT
//
// task_kinds: two threads ask for numbers of the same kind, and of others, in a
// table that has to grow for them.
//
// What holds: a kind has one number, another kind another one; whoever has a
// number, by asking or from somebody who did, finds the kind.
//
// Seen to fail, one change at a time. Each acquire and release: data race. No
// second look under the mutex: assertion. The search reads where the room is
// before it reads who is first: out of bounds.
#include <array>
#include <cassert>
#include <checker/scenario.hpp>
#include <cstddef>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_kind.hpp>
#include <memory>
#include <source_location>
#include <thread>

namespace {

using kioto::detail::task_kind;
using kioto::detail::task_kind_number;
using kioto::detail::task_kinds;
using kioto::detail::task_vtable;

// Tables so far apart are of the same bucket, whatever their size.
constexpr std::size_t same_bucket = task_kinds::buckets;
static_assert(sizeof(task_vtable) % sizeof(void*) == 0);
constexpr std::array<task_vtable, 2 * same_bucket + 1> tables{};
constexpr auto place = std::source_location::current();

// There is room for one kind at first.
struct small_table {
  std::array<task_kind, 2> kinds{};
  std::array<task_kind_number, 2> next{};
  const task_kinds::room room{kinds.data(), next.data(), kinds.size()};
  task_kinds table{room};

  task_kind_number ask(std::size_t i) {
    const task_kind_number n = table.number_of(tables[i], place);
    assert(table[n].vtable == &tables[i]);
    return n;
  }
};

CHECKER_SCENARIO(task_kind_asked_for_by_two) {
  const auto small = std::make_unique<small_table>();
  task_kind_number others = 0;
  std::thread other([&] { others = small->ask(0); });
  const task_kind_number mine = small->ask(0);
  other.join();
  assert(mine == others);
}

CHECKER_SCENARIO(task_kind_others_while_it_grows) {
  const auto small = std::make_unique<small_table>();
  const task_kind_number one = small->ask(0);
  task_kind_number others = 0;
  std::thread other([&] {
    assert(small->ask(0) == one);
    others = small->ask(1);
  });
  const task_kind_number mine = small->ask(2);
  assert(small->ask(0) == one);
  other.join();
  assert(mine != others && mine != one && others != one);
}

// It is searched for while the room changes, and who is first.
CHECKER_SCENARIO(task_kind_second_in_its_bucket) {
  const auto small = std::make_unique<small_table>();
  const task_kind_number one = small->ask(0);
  (void)small->ask(same_bucket);
  (void)small->ask(1);
  std::thread other([&] { assert(small->ask(0) == one); });
  (void)small->ask(2 * same_bucket);
  other.join();
}

}  // namespace
