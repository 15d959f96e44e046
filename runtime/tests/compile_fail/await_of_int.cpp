// SPDX-License-Identifier: MIT
// says: co_await needs a future: a type with an output_type and a poll()
#include <kioto/async/async.hpp>
#include <kioto/future/ready.hpp>

kioto::async<> caller() {
#ifdef ALLOWED
  co_await kioto::ready(5);
#else
  co_await 5;
#endif
}
