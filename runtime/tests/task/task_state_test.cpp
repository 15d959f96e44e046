// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/task/task_state.hpp>

using kioto::detail::task_state;
using poll_begin = task_state::poll_begin;
using poll_end = task_state::poll_end;
using wake_result = task_state::wake_result;

TEST_CASE("task_state: a new task is held, and needs nobody to schedule it",
          "[task_state]") {
  task_state s;
  CHECK(s.transition_to_notified() == wake_result::nothing);
  CHECK_FALSE(s.is_complete());
}

TEST_CASE("task_state: of five wakes of an idle task the first one schedules",
          "[task_state]") {
  task_state s;
  CHECK(s.transition_to_polling() == poll_begin::poll);
  CHECK(s.transition_to_idle() == poll_end::idle);
  CHECK(s.transition_to_notified() == wake_result::schedule);
  for (int i = 0; i < 4; ++i) {
    CHECK(s.transition_to_notified() == wake_result::nothing);
  }
  CHECK(s.transition_to_polling() == poll_begin::poll);
  CHECK(s.transition_to_idle() == poll_end::idle);
}

TEST_CASE("task_state: a wake during a poll asks for one more",
          "[task_state]") {
  task_state s;
  CHECK(s.transition_to_polling() == poll_begin::poll);
  CHECK(s.transition_to_notified() == wake_result::nothing);
  CHECK(s.transition_to_notified() == wake_result::nothing);
  CHECK(s.transition_to_idle() == poll_end::again);
  CHECK(s.transition_to_polling() == poll_begin::poll);
  CHECK(s.transition_to_idle() == poll_end::idle);
}

TEST_CASE("task_state: a cancelled task is not polled", "[task_state]") {
  task_state s;
  SECTION("in a queue") {
    CHECK(s.transition_to_cancelled() == wake_result::nothing);
    CHECK(s.transition_to_polling() == poll_begin::cancel);
  }
  SECTION("idle: whoever cancels it schedules it") {
    CHECK(s.transition_to_polling() == poll_begin::poll);
    CHECK(s.transition_to_idle() == poll_end::idle);
    CHECK(s.transition_to_cancelled() == wake_result::schedule);
    CHECK(s.transition_to_cancelled() == wake_result::nothing);
    CHECK(s.transition_to_polling() == poll_begin::cancel);
  }
  SECTION("in its poll: when that ends") {
    CHECK(s.transition_to_polling() == poll_begin::poll);
    CHECK(s.transition_to_cancelled() == wake_result::nothing);
    CHECK(s.transition_to_idle() == poll_end::cancel);
  }
  SECTION("woken as well") {
    CHECK(s.transition_to_notified() == wake_result::nothing);
    CHECK(s.transition_to_cancelled() == wake_result::nothing);
    CHECK(s.transition_to_polling() == poll_begin::cancel);
  }
}

TEST_CASE("task_state: nothing schedules a complete task", "[task_state]") {
  task_state s;
  CHECK(s.transition_to_complete().nothing_left());
  CHECK(s.is_complete());
  CHECK(s.transition_to_notified() == wake_result::nothing);
  CHECK(s.transition_to_cancelled() == wake_result::nothing);
  CHECK_FALSE(s.drop_join_interest());
}

TEST_CASE("task_state: who drops the outcome, and who wakes the joiner",
          "[task_state]") {
  task_state s;
  SECTION("the handle, that is there still") {
    CHECK(s.transition_to_complete().nothing_left());
    CHECK(s.drop_reference());  // the runtime's went with it
  }
  SECTION("the task, as the handle has gone") {
    CHECK(s.drop_join_interest());
    CHECK_FALSE(s.drop_reference());
    const auto left = s.transition_to_complete();
    CHECK(left.drop_output);
    CHECK_FALSE(left.wake_joiner);
    CHECK(s.drop_reference());
  }
  SECTION("the task wakes the handle that waits") {
    CHECK(s.set_join_waker());
    CHECK(s.has_join_waker());
    const auto left = s.transition_to_complete();
    CHECK(left.wake_joiner);
    CHECK_FALSE(left.drop_output);
    CHECK_FALSE(s.unset_join_waker());
    CHECK_FALSE(s.set_join_waker());
    CHECK_FALSE(s.drop_reference());
    CHECK(s.drop_reference());
  }
  SECTION("the handle has taken its waker back") {
    CHECK(s.set_join_waker());
    CHECK(s.unset_join_waker());
    CHECK_FALSE(s.has_join_waker());
    CHECK(s.transition_to_complete().nothing_left());
  }
}

TEST_CASE("task_state: the last reference is the last, in any order",
          "[task_state]") {
  task_state s;
  s.add_reference();
  CHECK_FALSE(s.drop_reference());
  CHECK_FALSE(s.drop_reference());
  CHECK(s.drop_reference());
}
