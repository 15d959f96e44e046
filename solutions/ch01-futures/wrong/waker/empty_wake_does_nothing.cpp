// SPDX-License-Identifier: MIT
// mistake: An empty waker wakes nobody, so there is nothing to do.
// rejected by: an empty waker can be copied and assigned, but not woken
// in: plain
// says: a is empty; std::move(a).wake()
// says: the program went on

// body of kioto::waker::wake
{
  if (!vtable_) return;
  const waker_vtable& vtable = *std::exchange(vtable_, nullptr);
  vtable.wake(std::exchange(data_, nullptr));
}
