// SPDX-License-Identifier: MIT
// mistake: The token is atomic, so unpark needs no lock for it.
// rejected by: an unpark at any moment of a park is not lost
// in: model
// says: lost wakeup
// says: nobody

// region include/kioto/rt/thread_parker.hpp#state
std::atomic<bool> token_{false};
std::mutex mutex_;
std::condition_variable condition_;

// body of kioto::thread_parker::park
{
  std::unique_lock lock(mutex_);
  while (!token_.exchange(false, std::memory_order_acquire))
    condition_.wait(lock);
}

// body of kioto::thread_parker::park_until
{
  std::unique_lock lock(mutex_);
  while (!token_.exchange(false, std::memory_order_acquire))
    if (condition_.wait_until(lock, deadline) == std::cv_status::timeout)
      return token_.exchange(false, std::memory_order_acquire);
  return true;
}

// body of kioto::thread_parker::unpark
{
  token_.exchange(true, std::memory_order_release);
  condition_.notify_one();
}
