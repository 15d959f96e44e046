// SPDX-License-Identifier: MIT
// mistake: Whoever is not done may be resumed.
// rejected by: an async is awaited once, and by one
// in: plain
// says: died no
// says: it has one result, and goes on with one caller

// body of kioto::async::at_rest
{
  KIOTO_ASSERT(promise_ != nullptr, "awaited an async that was moved from",
               where);
  KIOTO_ASSERT(!promise_->is_done(), "awaited twice: this async is complete",
               where);
  return *promise_;
}
