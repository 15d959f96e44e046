// SPDX-License-Identifier: MIT
// mistake: First wait for the wake, then poll: that saves the poll in vain.
// rejected by: a ready future is polled once, and its result is moved out
// in: plain
// says: block_on a future that is ready in its first poll

// body of kioto::block_on
{
  auto thread = make_wakeable<detail::blocked_thread>();
  const waker self = thread.waker();
  context cx(self);
  for (;;) {
    thread->park();
    auto result = fut.poll(cx);
    if (result.is_ready()) return std::move(result).value();
  }
}
