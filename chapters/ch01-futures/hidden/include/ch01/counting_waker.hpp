// SPDX-License-Identifier: MIT
//
// A waker that wakes nobody and counts what is done to it.
#pragma once

#include <kioto/future/waker.hpp>

namespace ch01 {

// Lives longer than the wakers that it makes. Threads: one.
struct counting_waker {
  int wakes = 0;   // wake() and wake_by_ref()
  int clones = 0;  // copies taken of a waker
  int owners = 0;  // wakers that exist now

  kioto::waker make() {
    ++owners;
    return kioto::waker(this, vtable);
  }

 private:
  static counting_waker& of(void* data) noexcept {
    return *static_cast<counting_waker*>(data);
  }
  static void* clone(void* data) noexcept {
    ++of(data).clones;
    ++of(data).owners;
    return data;
  }
  static void wake(void* data) noexcept {
    ++of(data).wakes;
    --of(data).owners;
  }
  static void wake_by_ref(void* data) noexcept { ++of(data).wakes; }
  static void drop(void* data) noexcept { --of(data).owners; }

  static constexpr kioto::waker_vtable vtable{
      .clone = clone, .wake = wake, .wake_by_ref = wake_by_ref, .drop = drop};
};

}  // namespace ch01
