// SPDX-License-Identifier: MIT
// mistake: The future becomes a local variable first, as any argument may.
// rejected by: the future is polled where it is
// in: plain
// says: this very object

// body of kioto::block_on
{
  auto local = std::move(fut);
  auto thread = make_wakeable<detail::blocked_thread>();
  const waker self = thread.waker();
  context cx(self);
  for (;;) {
    auto result = local.poll(cx);
    if (result.is_ready()) return std::move(result).value();
    thread->park();
  }
}
