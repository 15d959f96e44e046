// SPDX-License-Identifier: MIT
// mistake: park waits for the token, and whoever wakes next sets it again.
// rejected by: several unparks leave one token
// in: plain
// says: the second park sleeps no

// region include/kioto/rt/thread_parker.hpp#state
std::mutex mutex_;
std::condition_variable condition_;
bool token_ = false;

// body of kioto::thread_parker::park
{
  std::unique_lock lock(mutex_);
  condition_.wait(lock, [&] { return token_; });
}

// body of kioto::thread_parker::park_until
{
  std::unique_lock lock(mutex_);
  return condition_.wait_until(lock, deadline, [&] { return token_; });
}

// body of kioto::thread_parker::unpark
{
  std::lock_guard lock(mutex_);
  token_ = true;
  condition_.notify_one();
}
