// SPDX-License-Identifier: MIT
// says: call to deleted constructor of 'kioto::context'
#include <kioto/future/context.hpp>

void make() {
#ifdef ALLOWED
  const kioto::waker waker = kioto::waker::noop();
  kioto::context cx(waker);
#else
  kioto::context cx(kioto::waker::noop());
#endif
  (void)cx;
}
