// SPDX-License-Identifier: MIT
#include <kioto/task/task_header.hpp>
#include <utility>

namespace kioto::detail {
namespace {

task_header& task_of(void* data) noexcept {
  return *static_cast<task_header*>(data);
}

// A waker without a reference of its own, for the length of a poll: the holder
// has the runtime's.
class borrowed_waker {
 public:
  borrowed_waker(task_header& task, const waker_vtable& table) noexcept
      : waker_(&task, table) {}
  borrowed_waker(const borrowed_waker&) = delete;
  borrowed_waker& operator=(const borrowed_waker&) = delete;
  // Its reference is not given back.
  ~borrowed_waker() {}

  const waker& get() const noexcept { return waker_; }

 private:
  union {
    waker waker_;
  };
};

}  // namespace

constinit const waker_vtable task_header::waker_table = {
    .clone = [](void* data) noexcept -> void* {
      task_of(data).state.add_reference();
      return data;
    },
    .wake =
        [](void* data) noexcept {
          task_of(data).wake();
          task_of(data).drop_reference();
        },
    .wake_by_ref = [](void* data) noexcept { task_of(data).wake(); },
    .drop = [](void* data) noexcept { task_of(data).drop_reference(); },
};

task_header::polled task_header::poll(budget& units) noexcept {
  const borrowed_waker waker(*this, waker_table);
  context cx(waker.get(), &units);
  const poll_scope scope(this, units);
  if (vtable->poll(*this, cx)) return polled::to_the_end;
  return scope.has_woken_itself() ? polled::and_woken : polled::pending;
}

next_place task_header::run(budget& units) noexcept {
  if (state.transition_to_polling() == task_state::poll_begin::cancel) {
    cancel();
    return next_place::none;
  }
  switch (poll(units)) {
    case polled::to_the_end:
      complete();
      return next_place::none;
    case polled::and_woken:
      return next_place::behind;
    case polled::pending:
      if (!is_adopted && !(is_adopted = owner->adopt(*this))) {
        return next_place::back;
      }
      break;
  }
  switch (state.transition_to_idle()) {
    case task_state::poll_end::idle:
      break;
    case task_state::poll_end::again:
      return next_place::back;
    case task_state::poll_end::cancel:
      cancel();
  }
  return next_place::none;
}

void task_header::cancel() noexcept {
  vtable->cancel(*this);
  complete();
}

void task_header::complete() noexcept {
  if (is_adopted) owner->forget(*this);
  // In case nothing is left to be done, the task may be gone after this.
  const task_vtable& its = *vtable;
  const task_state::completion left = state.transition_to_complete();
  if (left.nothing_left()) return;
  if (left.drop_output) its.drop_output(*this);
  if (left.wake_joiner) std::move(join_waker).wake();
  drop_reference();
}

}  // namespace kioto::detail
