// SPDX-License-Identifier: MIT
// mistake: The frame is what an async owns, so that is what it destroys.
// rejected by: an async that waits is dropped with all that it awaits
// in: plain
// says: it stopped itself with abort()
// says: expected: destroyed local

// body of kioto::async::~async
{
  if (promise_ != nullptr) promise_->frame().destroy();
}
