// SPDX-License-Identifier: MIT
// mistake: A child that has left cannot be woken, because nobody knows it any
//   more.
// rejected by: the waker of a child that left does nothing
// in: plain
// says: wakes of the task
// says: the child has left: there is nobody to poll

// body of kioto::detail::ready_queue::retire
{
  child.retired_ = true;
  if (!child.queued_.load(std::memory_order_acquire)) drop(child);
}
