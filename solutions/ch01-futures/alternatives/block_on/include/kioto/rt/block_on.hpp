// SPDX-License-Identifier: MIT
// Alternative: spare parkers a thread, one for each nested call.
//
// A thread keeps a stack of the parkers that it is not using. A call takes one
// off and puts it back at the end, so a block_on inside another has its own,
// and after the first call nothing is allocated. The price: a waker that is
// woken late leaves its token to a later call. A token that is there at the
// start is thrown away; one that comes afterwards costs a poll in vain.
#pragma once

#include <chrono>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace kioto {

namespace detail {

class parked_caller final : public wakeable {
 public:
  void wake() noexcept override { parker.unpark(); }

  thread_parker parker;
};

inline std::vector<wakeable_ptr<parked_caller>>& spare_callers() {
  static thread_local std::vector<wakeable_ptr<parked_caller>> spare;
  return spare;
}

/// Borrows a caller from the thread's stack of spare ones.
class borrowed_caller {
 public:
  borrowed_caller() : caller_(take()) {}
  borrowed_caller(const borrowed_caller&) = delete;
  borrowed_caller& operator=(const borrowed_caller&) = delete;
  ~borrowed_caller() { spare_callers().push_back(std::move(caller_)); }

  kioto::waker waker() const { return caller_.waker(); }
  void park() const { caller_->parker.park(); }

 private:
  static wakeable_ptr<parked_caller> take() {
    auto& spare = spare_callers();
    if (spare.empty()) return make_wakeable<parked_caller>();
    auto caller = std::move(spare.back());
    spare.pop_back();
    // A token that is left of an earlier call.
    (void)caller->parker.park_until(std::chrono::steady_clock::now());
    return caller;
  }

  wakeable_ptr<parked_caller> caller_;
};

}  // namespace detail

/// Runs `fut` to its end on this thread, and gives its result.
template <class F>
  requires future<std::remove_reference_t<F>>
output_of<F> block_on(F&& fut) {
  const detail::borrowed_caller caller;
  const waker self = caller.waker();
  context cx(self);
  while (true) {
    if (auto result = fut.poll(cx); result.is_ready())
      return std::move(result).value();
    caller.park();
  }
}

}  // namespace kioto
