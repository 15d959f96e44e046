// SPDX-License-Identifier: MIT
//
// poll_with<T>(fn): a future whose poll is a call of fn.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <utility>

namespace ch01 {

// What fn returns.
template <class T = void>
using answer = kioto::poll<T>;

template <class T, class F>
struct polled_by {
  using output_type = T;

  kioto::poll<T> poll(kioto::context& cx) { return fn(cx); }

  F fn;
};

template <class T, class F>
polled_by<T, F> poll_with(F fn) {
  return {std::move(fn)};
}

}  // namespace ch01
