// SPDX-License-Identifier: MIT
//
// A runtime that goes while another thread wakes its tasks (rt.14): ten times,
// each time a little later among the wakes.
#pragma once

#include <atomic>
#include <kioto/async/async.hpp>
#include <thread>
#include <vector>

#include "event.hpp"
#include "runtimes.hpp"

namespace test {

/// make(): a runtime.
void wake_while_the_runtime_goes(auto make) {
  constexpr int tasks = 500;
  for (int round = 0; round < 10; ++round) {
    std::vector<event> events(tasks);
    std::atomic<bool> go{false};
    std::jthread waker;
    {
      auto rt = make();
      for (auto& one : events) {
        (void)rt.spawn([](event& e) -> kioto::async<> { co_await e; }(one));
      }
      rt.block_on(settle());
      waker = std::jthread([&] {
        while (!go.load()) std::this_thread::yield();
        for (auto& one : events) one.set(1);
      });
      go.store(true);
      for (int i = 0; i < round; ++i) std::this_thread::yield();
    }
  }
}

}  // namespace test
