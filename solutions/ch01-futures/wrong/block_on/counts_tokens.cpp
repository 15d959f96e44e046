// SPDX-License-Identifier: MIT
// mistake: A park for each unpark: the parker counts them.
// rejected by: several unparks leave one token
// in: plain
// says: the second park sleeps no

// region include/kioto/rt/thread_parker.hpp#state
std::mutex mutex_;
std::condition_variable condition_;
int tokens_ = 0;

// body of kioto::thread_parker::park
{
  std::unique_lock lock(mutex_);
  condition_.wait(lock, [&] { return tokens_ > 0; });
  --tokens_;
}

// body of kioto::thread_parker::park_until
{
  std::unique_lock lock(mutex_);
  if (!condition_.wait_until(lock, deadline, [&] { return tokens_ > 0; }))
    return false;
  --tokens_;
  return true;
}

// body of kioto::thread_parker::unpark
{
  std::lock_guard lock(mutex_);
  ++tokens_;
  condition_.notify_one();
}
