// SPDX-License-Identifier: MIT
// mistake: Who finds the child queued already has nothing to publish: the first
//   wake did that.
// rejected by: threads may wake children at once
// in: tsan
// says: data race

// body of kioto::detail::ready_child::wake
{
  const std::shared_ptr<ready_queue> queue = queue_.lock();
  if (!queue) return;
  if (queued_.exchange(true, std::memory_order_relaxed)) return;
  queue->append(*this);
  queue->parent_.wake();
}
