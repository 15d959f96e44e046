// SPDX-License-Identifier: MIT
// mistake: The line of an assertion is the line that it stands on.
// rejected by: an async that was moved from says so
// in: plain
// says: async.hpp
// says: hand `where` on to KIOTO_ASSERT

// body of kioto::async::at_rest
{
  KIOTO_ASSERT(promise_ != nullptr, "awaited an async that was moved from");
  KIOTO_ASSERT(!promise_->is_done(), "awaited twice: this async is complete");
  KIOTO_ASSERT(promise_->is_at_rest(),
               "awaited twice: somebody else awaits this async");
  return *promise_;
}
