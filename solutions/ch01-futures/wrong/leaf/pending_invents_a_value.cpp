// SPDX-License-Identifier: MIT
// mistake: A poll must return something, and T{} is as good as nothing.
// rejected by: pending is never ready, wakes nobody and keeps no waker
// in: plain
// says: because pending never has a result

// body of kioto::pending_future::poll
{
  if constexpr (std::is_void_v<T>) {
    return kioto::poll<T>::ready();
  } else {
    return kioto::poll<T>::ready(T{});
  }
}
