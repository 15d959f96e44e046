// SPDX-License-Identifier: MIT
// says: then: the function must return a future
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>

void chain() {
#ifdef ALLOWED
  (void)kioto::then(kioto::ready(1), [](int n) { return kioto::ready(n); });
#else
  (void)kioto::then(kioto::ready(1), [](int n) { return n; });
#endif
}
