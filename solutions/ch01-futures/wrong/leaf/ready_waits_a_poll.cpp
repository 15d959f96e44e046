// SPDX-License-Identifier: MIT
// mistake: The first poll only asks, the second one gives.
// rejected by: ready gives its value in the first poll and leaves the waker alone
// in: plain
// says: returned pending
// says: because the value is there from the start

// body of kioto::ready_future::poll
{
  KIOTO_ASSERT(value_, "ready: polled after completion", where);
  if (!asked_) {
    asked_ = true;
    return kioto::poll<T>::pending();
  }
  auto result = kioto::poll<T>::ready(*std::move(value_));
  value_.reset();
  return result;
}

// region include/kioto/future/ready.hpp#state
std::optional<T> value_;
bool asked_ = false;
