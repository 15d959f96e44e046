// SPDX-License-Identifier: MIT
// mistake: The future lives in what the wakers point to, so the last waker
//   destroys it.
// rejected by: the set destroys its children, whoever holds their wakers
// in: plain
// says: children destroyed 1
// says: must not be the futures

// body of kioto::futures_unordered::clear
{
  while (newest_) {
    child& c = *newest_;
    unlink(c);
    detail::ready_queue::retire(c);
  }
}
