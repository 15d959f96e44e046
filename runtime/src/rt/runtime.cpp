// SPDX-License-Identifier: MIT
#include <kioto/rt/current_thread.hpp>
#include <kioto/rt/multi_thread.hpp>
#include <kioto/rt/runtime.hpp>

namespace kioto {

runtime::~runtime() {
  if (scheduler_ == nullptr) return;
  scheduler_->shut_down();
  scheduler_->drop_reference();
}

void runtime::run_to_the_end(detail::root_future& root,
                             std::source_location where) {
  KIOTO_ASSERT(
      !detail::this_thread_polls,
      "block_on: this thread polls futures of a runtime; to block here "
      "would stall that runtime",
      where);
  struct scope {
    scope() noexcept { detail::this_thread_polls = true; }
    ~scope() { detail::this_thread_polls = false; }
  } polls;
  scheduler_->block_on(root);
}

runtime_builder& runtime_builder::event_interval(unsigned polls,
                                                 std::source_location where) {
  KIOTO_ASSERT(polls != 0, "event_interval: at least 1", where);
  config_.event_interval = polls;
  return *this;
}

runtime_builder& runtime_builder::global_queue_interval(
    unsigned polls, std::source_location where) {
  KIOTO_ASSERT(polls != 0, "global_queue_interval: at least 1", where);
  config_.global_queue_interval = polls;
  return *this;
}

runtime_builder& runtime_builder::worker_threads(unsigned n,
                                                 std::source_location where) {
  KIOTO_ASSERT(n != 0, "worker_threads: at least 1", where);
  config_.worker_threads = n;
  return *this;
}

runtime runtime_builder::build() const {
  if (kind_ == kind::current_thread) {
    return runtime(*new detail::current_thread(config_));
  }
  return runtime(*new detail::multi_thread(config_));
}

}  // namespace kioto
