// SPDX-License-Identifier: MIT
//
// A leaf that the probe controls: pending until it gets its value. Beside it,
// how probes poll.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>

namespace ch03 {

class leaf {
 public:
  using output_type = int;

  kioto::poll<int> poll(kioto::context&) {
    ++polls;
    if (!given_) return kioto::poll<int>::pending();
    return kioto::poll<int>::ready(value_);
  }

  void give(int value) {
    value_ = value;
    given_ = true;
  }

  int polls = 0;

 private:
  int value_ = 0;
  bool given_ = false;
};

// One poll; a wake would wake nobody.
template <class F>
auto poll_once(F& future) {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  return future.poll(cx);
}

}  // namespace ch03
