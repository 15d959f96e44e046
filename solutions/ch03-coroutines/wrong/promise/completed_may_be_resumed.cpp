// SPDX-License-Identifier: MIT
// mistake: Null is the only thing that can be wrong with a pointer.
// rejected by: an async is awaited once, and by one
// in: plain
// says: died no
// says: a coroutine that has ended cannot be resumed

// body of kioto::async::at_rest
{
  KIOTO_ASSERT(promise_ != nullptr, "awaited an async that was moved from",
               where);
  return *promise_;
}
