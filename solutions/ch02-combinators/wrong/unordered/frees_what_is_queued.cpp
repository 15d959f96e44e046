// SPDX-License-Identifier: MIT
// mistake: When a child leaves the set, the set gives up its reference.
// rejected by: the waker of a child that left does nothing
// in: asan
// says: heap-use-after-free

// body of kioto::detail::ready_queue::retire
{
  child.retired_ = true;
  child.queued_.exchange(true, std::memory_order_acq_rel);
  drop(child);
}
