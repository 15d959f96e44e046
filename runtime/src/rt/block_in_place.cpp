// SPDX-License-Identifier: MIT
#include <kioto/detail/assert.hpp>
#include <kioto/rt/block_in_place.hpp>
#include <kioto/rt/current_thread.hpp>
#include <kioto/rt/local_set.hpp>
#include <kioto/rt/worker.hpp>
#include <kioto/task/scheduler.hpp>

namespace kioto::detail {

blocking_scope::blocking_scope(std::source_location where)
    : polls_(this_thread_polls), lent_(polls_ ? worker::here() : nullptr) {
  KIOTO_ASSERT(this_threads_local_tasks == nullptr,
               "block_in_place: the tasks of a local_set share one thread; use "
               "spawn_blocking()",
               where);
  if (!polls_) return;
  KIOTO_ASSERT(!current_thread::is_driven_here(),
               "block_in_place: a current_thread runtime has one thread; use "
               "spawn_blocking()",
               where);
  this_thread_polls = false;
  if (lent_ != nullptr) lent_->lend();
}

blocking_scope::~blocking_scope() {
  if (!polls_) return;
  this_thread_polls = true;
  if (lent_ != nullptr) lent_->take_back();
}

}  // namespace kioto::detail
