// SPDX-License-Identifier: MIT
// mistake: To leave a token, a release store does what an exchange does.
// rejected by: one park sees what was done before each of two unparks
// in: model
// says: data race

// region include/kioto/rt/thread_parker.hpp#state
std::atomic<bool> token_{false};
std::mutex mutex_;
std::condition_variable condition_;

// body of kioto::thread_parker::park
{
  if (token_.exchange(false, std::memory_order_acquire)) return;
  std::unique_lock lock(mutex_);
  while (!token_.exchange(false, std::memory_order_acquire))
    condition_.wait(lock);
}

// body of kioto::thread_parker::park_until
{
  if (token_.exchange(false, std::memory_order_acquire)) return true;
  std::unique_lock lock(mutex_);
  while (!token_.exchange(false, std::memory_order_acquire))
    if (condition_.wait_until(lock, deadline) == std::cv_status::timeout)
      return token_.exchange(false, std::memory_order_acquire);
  return true;
}

// body of kioto::thread_parker::unpark
{
  token_.store(true, std::memory_order_release);
  { std::lock_guard lock(mutex_); }
  condition_.notify_one();
}
