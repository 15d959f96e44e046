// SPDX-License-Identifier: MIT
//
// thread_scope: what each thread that belongs to a runtime has from its begin
// to its end: a name, the hooks of the builder, the runtime as the current one.
//
// Thread safety: belongs to its thread.
#pragma once

#include <pthread.h>

#include <kioto/task/scheduler.hpp>

namespace kioto::detail {

class thread_scope {
 public:
  /// Calls the hook; one that throws stops the program.
  explicit thread_scope(scheduler& s) noexcept
      : config_(s.config()), scope_(s) {
    // The system takes 15 bytes.
    ::pthread_setname_np(::pthread_self(),
                         config_.thread_name.substr(0, 15).c_str());
    if (config_.on_thread_start) config_.on_thread_start();
  }
  thread_scope(const thread_scope&) = delete;
  thread_scope& operator=(const thread_scope&) = delete;
  ~thread_scope() {
    if (config_.on_thread_stop) config_.on_thread_stop();
  }

 private:
  const scheduler_config& config_;
  const scheduler_scope scope_;
};

}  // namespace kioto::detail
