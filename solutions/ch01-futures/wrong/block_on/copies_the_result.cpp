// SPDX-License-Identifier: MIT
// mistake: value() gives the value, and returning it moves it.
// rejected by: a ready future is polled once, and its result is moved out
// in: plain
// says: copied 1

// body of kioto::block_on
{
  auto thread = make_wakeable<detail::blocked_thread>();
  const waker self = thread.waker();
  context cx(self);
  for (;;) {
    auto result = fut.poll(cx);
    if (result.is_ready()) return result.value();
    thread->park();
  }
}
