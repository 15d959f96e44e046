// SPDX-License-Identifier: MIT
// mistake: The lock is for waiting; a look at a bool needs none.
// rejected by: park sees what was done before each unpark
// in: tsan
// says: data race

// region include/kioto/rt/thread_parker.hpp#state
std::mutex mutex_;
std::condition_variable condition_;
bool token_ = false;

// body of kioto::thread_parker::park
{
  if (!token_) {
    std::unique_lock lock(mutex_);
    condition_.wait(lock, [&] { return token_; });
  }
  token_ = false;
}

// body of kioto::thread_parker::park_until
{
  if (!token_) {
    std::unique_lock lock(mutex_);
    if (!condition_.wait_until(lock, deadline, [&] { return token_; }))
      return false;
  }
  token_ = false;
  return true;
}

// body of kioto::thread_parker::unpark
{
  std::lock_guard lock(mutex_);
  token_ = true;
  condition_.notify_one();
}
