// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/task/task_cell.hpp>

using kioto::detail::task_cell;

// What an idle task costs beside its frame.
TEST_CASE("task_cell: a task that gives nothing has one cache line",
          "[task_cell]") {
  CHECK(sizeof(task_cell<kioto::async<>>) <= 64);
  CHECK(sizeof(task_cell<kioto::pending_future<void>>) <= 64);
}
