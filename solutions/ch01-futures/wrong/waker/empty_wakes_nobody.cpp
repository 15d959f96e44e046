// SPDX-License-Identifier: MIT
// mistake: An empty waker wakes nobody, so there is nothing to do.
// rejected by: an empty waker can be copied and assigned, but not woken
// in: plain
// says: a is empty; a.wake_by_ref()
// says: the program went on
// says: a task that sleeps for ever

// body of kioto::waker::wake_by_ref
{
  if (vtable_) vtable_->wake_by_ref(data_);
}
