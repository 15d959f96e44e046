// SPDX-License-Identifier: MIT
// mistake: When the deadline is past there is nothing to do but return false.
// rejected by: park_until gives up at its deadline and not before
// in: plain
// says: a token that is there is taken, however late

// body of kioto::thread_parker::park_until
{
  if (std::chrono::steady_clock::now() >= deadline) return false;
  if (take_token()) return true;
  std::unique_lock lock(mutex_);
  if (!begin_to_sleep()) return true;
  while (condition_.wait_until(lock, deadline) == std::cv_status::no_timeout) {
    if (take_token()) return true;
  }
  return state_.exchange(state::empty, std::memory_order_acquire) ==
         state::notified;
}
