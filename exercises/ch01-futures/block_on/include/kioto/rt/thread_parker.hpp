// SPDX-License-Identifier: MIT
//
// ch01.block_on: block_on: sleep until somebody wakes you
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// thread_parker.
//
// thread_parker: one thread sleeps until another lets it go on.
//
// It holds one token. unpark() leaves the token there; park() takes it, and
// sleeps until there is one to take. So an unpark() that comes first is not
// lost, and ten of them count as one.
//
// Thread safety: park() and park_until() belong to one thread at a time, the
// owner. unpark() may be called by any thread, at any time. A parker must
// outlive every call of unpark() on it, not only those that the owner needed:
// the owner may be awake before unpark() has returned.
//
// What a thread did before unpark() is visible to the owner after the park()
// that took the token.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <grader/todo.hpp>
#include <mutex>

namespace kioto {

/// Puts one thread to sleep until it is unparked.
class thread_parker {
 public:
  thread_parker() = default;
  thread_parker(const thread_parker&) = delete;
  thread_parker& operator=(const thread_parker&) = delete;

  /// Takes the token; sleeps until there is one.
  ///
  /// Threads: the owner. Returns only with the token, never by chance.
  /// Cost: no lock and no system call when the token is there.
  void park() noexcept { KIOTO_TODO("ch01.block_on"); }

  /// Takes the token; sleeps until there is one, or until `deadline`.
  ///
  /// Threads: the owner. Returns: true if it took the token, false if the
  /// deadline came first. With a deadline in the past it does not sleep, but
  /// still takes a token that is there.
  [[nodiscard]] bool park_until(
      std::chrono::steady_clock::time_point deadline) noexcept {
    KIOTO_TODO("ch01.block_on");
  }

  /// Leaves the token, and wakes the owner if it sleeps.
  ///
  /// Threads: any. Cost: no lock and no system call when the owner is awake.
  void unpark() noexcept { KIOTO_TODO("ch01.block_on"); }

 private:
  // Yours: the private members of thread_parker
};

}  // namespace kioto
