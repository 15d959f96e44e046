// SPDX-License-Identifier: MIT
// async.20
// says: non-void coroutine does not return a value
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>

kioto::async<int> answer(bool known) {
  co_await kioto::yield_now();
  if (known) co_return 42;
#ifdef ALLOWED
  co_return 0;
#endif
}
