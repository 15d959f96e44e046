// SPDX-License-Identifier: MIT
// mistake: A condition variable remembers a notify until somebody waits.
// rejected by: a wake that comes before the park is not lost
// in: plain
// says: the wake came first, so the park that follows must not sleep

// region include/kioto/rt/thread_parker.hpp#state
std::mutex mutex_;
std::condition_variable condition_;

// body of kioto::thread_parker::park
{
  std::unique_lock lock(mutex_);
  condition_.wait(lock);
}

// body of kioto::thread_parker::park_until
{
  std::unique_lock lock(mutex_);
  return condition_.wait_until(lock, deadline) == std::cv_status::no_timeout;
}

// body of kioto::thread_parker::unpark
{
  condition_.notify_one();
}
