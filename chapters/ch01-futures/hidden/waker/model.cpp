// SPDX-License-Identifier: MIT
//
// Owners of a wakeable that come and go at the same time.
#include <cassert>
#include <grader/model.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <thread>
#include <utility>

using kioto::waker;

namespace {

// Plain data: whoever destroys it reads what the other owners wrote.
class bell final : public kioto::wakeable {
 public:
  explicit bell(int expected) : expected_(expected) {}
  ~bell() override { assert(first + second == expected_); }
  void wake() noexcept override { assert(first <= 1); }

  int first = 0, second = 0;

 private:
  int expected_;
};

}  // namespace

// case: the last of two owners destroys it, whichever that is
PROBE_MODEL(last_of_two) {
  std::optional handle(kioto::make_wakeable<bell>(1));
  bell* const shared = handle->get();
  std::thread other([shared, w = handle->waker()]() mutable {
    shared->first = 1;
    std::move(w).wake();
  });
  handle.reset();
  other.join();
}

// case: a waker is copied while others are woken and dropped
PROBE_MODEL(copies_on_two_threads) {
  std::optional handle(kioto::make_wakeable<bell>(0));
  std::thread first([w = handle->waker()] {
    const waker copy(w);
    copy.wake_by_ref();
  });
  std::thread second([w = handle->waker()]() mutable {
    waker copy(w);
    std::move(copy).wake();
  });
  handle.reset();
  first.join();
  second.join();
}

// case: what each owner did is seen by the one that destroys it
PROBE_MODEL(three_owners) {
  std::optional handle(kioto::make_wakeable<bell>(2));
  bell* const shared = handle->get();
  std::thread first([shared, w = handle->waker()] { shared->first = 1; });
  std::thread second([shared, w = handle->waker()] { shared->second = 1; });
  handle.reset();
  first.join();
  second.join();
}
