// SPDX-License-Identifier: MIT
//
// The awaits of coroutine-frame.cpp: what the library awaits with, and a word
// to the figure in the moment in which a coroutine goes on. The coroutine that
// it has awaited is done then, and its frame is still there.
#pragma once

#include <coroutine>
#include <kioto/async/await_chain.hpp>
#include <kioto/async/awaiter.hpp>

namespace {

/// Tells that the body of a coroutine begins, and that it ends.
class body {
 public:
  explicit body(const char* of);
  ~body();

 private:
  const char* of_;
};

void see_local(const char* of, const char* name, int value);
void see_poll_of_leaf(bool first);
void see_pending();

void see_resumed(const kioto::detail::await_leaf& leaf);
void see_resumed(const kioto::detail::await_call& call);

/// Awaits with what the library awaits with, and tells when the coroutine goes
/// on. One that it has awaited is done then, and its frame is still there.
template <class Awaiter>
class seen_await {
 public:
  explicit seen_await(Awaiter& awaiter) : awaiter_(awaiter) {}

  bool await_ready() { return awaiter_.await_ready(); }

  auto await_suspend(std::coroutine_handle<> awaiting) {
    waited_ = true;
    return awaiter_.await_suspend(awaiting);
  }

  auto await_resume() {
    if (waited_) see_resumed(awaiter_);
    return awaiter_.await_resume();
  }

 private:
  Awaiter& awaiter_;
  bool waited_ = false;
};

template <class F>
auto operator co_await(kioto::detail::future_awaiter<F>&& awaiter) {
  return seen_await(awaiter);
}

template <class T>
auto operator co_await(kioto::detail::call_awaiter<T>&& awaiter) {
  return seen_await(awaiter);
}

}  // namespace
