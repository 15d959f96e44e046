// SPDX-License-Identifier: MIT
// mistake: Before a wait the flag is cleared, so that an old wake does not count.
// rejected by: a wake during the poll is not lost
// in: plain
// says: a wake during a poll asks for one more poll

// region include/kioto/rt/thread_parker.hpp#state
std::mutex mutex_;
std::condition_variable condition_;
bool token_ = false;

// body of kioto::thread_parker::park
{
  std::unique_lock lock(mutex_);
  token_ = false;
  condition_.wait(lock, [&] { return token_; });
}

// body of kioto::thread_parker::park_until
{
  std::unique_lock lock(mutex_);
  token_ = false;
  return condition_.wait_until(lock, deadline, [&] { return token_; });
}

// body of kioto::thread_parker::unpark
{
  std::lock_guard lock(mutex_);
  token_ = true;
  condition_.notify_one();
}
