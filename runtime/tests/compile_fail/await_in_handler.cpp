// SPDX-License-Identifier: MIT
// async.18: the idiom keeps the exception, leaves the handler, then awaits.
// says: 'co_await' cannot be used in the handler of a try block
#include <exception>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>

kioto::async<> clean_up() {
  std::exception_ptr error;
  try {
    throw 1;
  } catch (...) {
#ifdef ALLOWED
    error = std::current_exception();
#else
    co_await kioto::yield_now();
#endif
  }
  if (error) co_await kioto::yield_now();
}
