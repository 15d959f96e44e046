// SPDX-License-Identifier: MIT
// async.19
// says: default argument references local variable '__promise' of enclosing
#include <kioto/async/async.hpp>
#include <kioto/future/ready.hpp>

kioto::async<int> caller() {
#ifdef ALLOWED
  int inner(int n = 1);
#else
  int inner(int n = co_await kioto::ready(1));
#endif
  co_return inner();
}
