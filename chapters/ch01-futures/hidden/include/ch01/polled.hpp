// SPDX-License-Identifier: MIT
//
// Polls by hand: `polled` polls with a waker that counts, `show` tells what the
// poll returned.
#pragma once

#include <ch01/counting_waker.hpp>
#include <grader/probe.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <type_traits>
#include <utility>

namespace ch01 {

template <class T>
void show(kioto::poll<T> p) {
  if (p.is_pending())
    probe::emit("returned", "pending");
  else if constexpr (std::is_void_v<T>)
    probe::emit("returned", "ready");
  else
    probe::emit("returned", "ready", std::move(p).value());
}

// Polls once with a waker of `w`, which is gone afterwards unless the future
// kept a clone.
template <class F>
auto polled(F& future, counting_waker& w) {
  const kioto::waker waker = w.make();
  kioto::context cx(waker);
  return future.poll(cx);
}

}  // namespace ch01
