// SPDX-License-Identifier: MIT
// mistake: A child that is in the queue already has been woken, so there is
//   nothing to do.
// rejected by: threads may wake children at once
// in: tsan
// says: data race

// body of kioto::detail::ready_child::wake
{
  const std::shared_ptr<ready_queue> queue = queue_.lock();
  if (!queue) return;  // the owner is gone, and all its children are retired
  if (queued_.load(std::memory_order_relaxed)) return;
  if (queued_.exchange(true, std::memory_order_acq_rel)) return;
  queue->append(*this);
  queue->parent_.wake();
}
