// SPDX-License-Identifier: MIT
#include <kioto/task/task_header.hpp>
#include <utility>

namespace kioto::detail {
namespace {

task_header& task_of(void* data) noexcept {
  return *static_cast<task_header*>(data);
}

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

void task_header::cancel() noexcept {
  kind().vtable->cancel(*this);
  complete();
}

void task_header::complete() noexcept {
  if (is_adopted) owner->forget(*this);
  // In case nothing is left to be done, the task may be gone after this.
  const task_state::completion left = state.transition_to_complete();
  if (left.nothing_left()) return;
  if (left.drop_output) kind().vtable->drop_output(*this);
  if (left.wake_joiner) std::move(join_waker).wake();
  drop_reference();
}

}  // namespace kioto::detail
