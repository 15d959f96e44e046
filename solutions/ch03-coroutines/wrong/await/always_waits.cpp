// SPDX-License-Identifier: MIT
// mistake: A co_await waits: that is its name.
// rejected by: a future that is ready at once is polled once, and nobody waits
// in: plain
// says: returned pending
// says: await_ready polls the future

// body of kioto::detail::future_awaiter::await_ready
{
  return false;
}
