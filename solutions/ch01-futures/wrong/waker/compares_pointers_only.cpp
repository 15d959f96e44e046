// SPDX-License-Identifier: MIT
// mistake: Two wakers with the same pointer wake the same thing.
// rejected by: will_wake knows copies, and swap and noop cost nothing
// in: plain
// says: a.will_wake(other_way) yes

// body of kioto::waker::will_wake
{
  return data_ == other.data_;
}
