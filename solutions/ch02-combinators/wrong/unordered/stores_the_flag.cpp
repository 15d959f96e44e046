// SPDX-License-Identifier: MIT
// mistake: What pop() writes is all that counts, so it stores and does not ask.
// rejected by: threads may wake children at once
// in: tsan
// says: data race

// body of kioto::detail::ready_queue::pop
{
  while (ready_link* link = pop_link()) {
    auto* child = static_cast<ready_child*>(link);
    if (child->retired_) {
      drop(*child);
      continue;
    }
    child->queued_.store(false, std::memory_order_release);
    return child;
  }
  return nullptr;
}
