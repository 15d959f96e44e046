// SPDX-License-Identifier: MIT
// mistake: A member that is returned moves by itself.
// rejected by: ready moves its value out, it never copies it
// in: plain
// says: copied 1
// says: because a future gives its result away once

// body of kioto::ready_future::poll
{
  KIOTO_ASSERT(value_, "ready: polled after completion", where);
  auto result = kioto::poll<T>::ready(*value_);
  value_.reset();
  return result;
}

// body of kioto::ready_future<void>::poll
{
  KIOTO_ASSERT(!complete_, "ready: polled after completion", where);
  complete_ = true;
  return kioto::poll<void>::ready();
}
