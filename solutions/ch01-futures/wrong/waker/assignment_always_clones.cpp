// SPDX-License-Identifier: MIT
// mistake: Copy and swap is right, and what is right is good enough.
// rejected by: assigning a waker of the same job changes nothing
// in: plain
// says: the table saw 2 clone, 1 drop
// says: neither a clone nor a drop is needed

// body of kioto::waker::operator=(const waker &)
{
  waker(other).swap(*this);
  return *this;
}
