// SPDX-License-Identifier: MIT
#include <kioto/detail/assert.hpp>
#include <kioto/rt/multi_thread.hpp>
#include <kioto/rt/runtime.hpp>

namespace kioto {

runtime_builder& runtime_builder::multi_thread() noexcept {
  make_ = make_multi_thread;
  return *this;
}

runtime_builder& runtime_builder::worker_threads(unsigned n,
                                                 std::source_location where) {
  KIOTO_ASSERT(n != 0, "worker_threads: at least 1", where);
  config_.worker_threads = n;
  return multi_thread();
}

detail::scheduler& runtime_builder::make_multi_thread(
    const detail::scheduler_config& config) {
  return *new detail::multi_thread(config);
}

}  // namespace kioto
