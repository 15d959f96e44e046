// SPDX-License-Identifier: MIT
// mistake: If the token is there already, unpark has nothing left to do.
// rejected by: park sees what was done before each unpark
// in: tsan
// says: data race

// body of kioto::thread_parker::unpark
{
  if (state_.load(std::memory_order_relaxed) == state::notified) return;
  if (state_.exchange(state::notified, std::memory_order_release) !=
      state::parked) {
    return;
  }
  {
    std::lock_guard lock(mutex_);
  }
  condition_.notify_one();
}
