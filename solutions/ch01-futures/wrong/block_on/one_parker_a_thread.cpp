// SPDX-License-Identifier: MIT
// mistake: A thread waits for one thing at a time, so it needs one parker.
// rejected by: a block_on inside another takes only its own wakes
// in: plain
// says: its wake came before the inner block_on

// body of kioto::block_on
{
  thread_local auto thread = make_wakeable<detail::blocked_thread>();
  const waker self = thread.waker();
  context cx(self);
  for (;;) {
    auto result = fut.poll(cx);
    if (result.is_ready()) return std::move(result).value();
    thread->park();
  }
}
