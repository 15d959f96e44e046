// SPDX-License-Identifier: MIT
// mistake: Pending means: ask again.
// rejected by: the thread sleeps until it is woken
// in: plain
// says: slept in each round no
// says: a loop that goes on polling burns a core

// body of kioto::block_on
{
  auto thread = make_wakeable<detail::blocked_thread>();
  const waker self = thread.waker();
  context cx(self);
  for (;;) {
    auto result = fut.poll(cx);
    if (result.is_ready()) return std::move(result).value();
  }
}
