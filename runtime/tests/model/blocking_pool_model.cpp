// SPDX-License-Identifier: MIT
//
// blocking_pool: a job that comes while a thread goes to sleep, looks for work
// awake, or ends; and the end of the runtime.
//
// What holds: each job is run, once, or cancelled by the end of the runtime;
// the end waits for all threads; all memory is freed.
#include <cassert>
#include <checker/scenario.hpp>
#include <chrono>
#include <kioto/future/ready.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/rt/spawn_blocking.hpp>
#include <thread>
#include <utility>

namespace {

using namespace std::chrono_literals;

kioto::runtime make() {
  return kioto::runtime::builder()
      .current_thread()
      .max_blocking_threads(1)
      .thread_keep_alive(1ms)
      .build();
}

CHECKER_SCENARIO(blocking_pool_one_job) {
  int done = 0;
  {
    auto rt = make();
    auto job = rt.get_handle().spawn_blocking([&] { ++done; });
    assert(rt.block_on(job).has_value());
    assert(done == 1);
  }
}

// The thread that has ended the first job goes to sleep, and ends after a
// while: the second job comes at any moment of that.
CHECKER_SCENARIO(blocking_pool_second_job) {
  int done = 0;
  {
    auto rt = make();
    for (int i = 0; i < 2; ++i) {
      auto job = rt.get_handle().spawn_blocking([&] { ++done; });
      assert(rt.block_on(job).has_value());
    }
    assert(done == 2);
  }
}

// Begun or not, the job is over when the runtime is.
CHECKER_SCENARIO(blocking_pool_job_against_the_end) {
  int done = 0;
  auto job = [&] {
    auto rt = make();
    return rt.get_handle().spawn_blocking([&] { ++done; });
  }();
  assert(job.is_finished());
  const bool was_run = kioto::block_on(job).has_value();
  assert(done == (was_run ? 1 : 0));
}

CHECKER_SCENARIO(blocking_pool_submit_against_the_end) {
  int done = 0;
  std::thread other;
  {
    auto rt = make();
    other = std::thread([&done, handle = rt.get_handle()] {
      auto job = handle.spawn_blocking([&] { ++done; });
      job.detach();
    });
  }
  other.join();
  assert(done <= 1);
}

}  // namespace
