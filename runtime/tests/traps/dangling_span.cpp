// SPDX-License-Identifier: MIT
// async.05: a std::span parameter behaves like a reference.
// shows: heap-use-after-free
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <span>
#include <utility>
#include <vector>

#ifdef REPAIRED
using numbers = std::vector<int>;
#else
using numbers = std::span<const int>;
#endif

kioto::async<int> last(numbers list) {
  co_await kioto::yield_now();
  co_return list.back();
}

kioto::async<int> stored_and_awaited() {
  auto call = last(std::vector{1, 2, 7});
  co_return co_await std::move(call);
}

int main() { return kioto::block_on(stored_and_awaited()) == 7 ? 0 : 1; }
