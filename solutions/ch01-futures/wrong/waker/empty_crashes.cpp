// SPDX-License-Identifier: MIT
// mistake: The call of a null pointer stops the program as well.
// rejected by: an empty waker can be copied and assigned, but not woken
// in: plain
// says: the program crashed
// says: better to stop at once

// body of kioto::waker::wake_by_ref
{
  vtable_->wake_by_ref(data_);
}
