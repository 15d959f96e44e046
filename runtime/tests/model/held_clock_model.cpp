// SPDX-License-Identifier: MIT
//
// hold_clock() and release_clock() of a current_thread runtime: on one core,
// where the thread that drives does not wait for the holder awake.
//
// What holds: the idle hook is called when nobody holds the clock any more, and
// sees what the holders have done.
//
// Seen to fail, one change at a time. The acquire in sleep(), the release in
// release_clock(): data race.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/current_thread.hpp>
#include <kioto/task/scheduler.hpp>
#include <memory>
#include <thread>
#include <utility>

#include "support/bare_runtime.hpp"

namespace {

// Once nobody holds the clock, it asks for what each holder has left, and is
// ready.
class until_idle final : public kioto::detail::idle_hook {
 public:
  using output_type = void;

  kioto::poll<void> poll(kioto::context& cx) {
    if (is_idle_) return kioto::poll<void>::ready();
    waker_ = cx.waker();
    return kioto::poll<void>::pending();
  }

  bool on_idle() noexcept override {
    assert(first == 1 && second == 1);
    is_idle_ = true;
    std::move(waker_).wake();
    return true;
  }

  int first = 0, second = 0;  // plain

 private:
  bool is_idle_ = false;
  kioto::waker waker_;
};

CHECKER_SCENARIO(held_clock_two_holders) {
  const auto root = std::make_unique<until_idle>();
  test::bare_runtime<kioto::detail::current_thread> rt({});
  rt->set_idle_hook(root.get());
  rt->hold_clock();
  rt->hold_clock();
  std::thread a([&] {
    root->first = 1;
    rt->release_clock();
  });
  std::thread b([&] {
    root->second = 1;
    rt->release_clock();
  });
  rt.block_on(*root);
  a.join();
  b.join();
}

}  // namespace
