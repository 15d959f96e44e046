// SPDX-License-Identifier: MIT
// mistake: The other one is never this one.
// rejected by: assignment destroys the old coroutine, unless it is to itself
// in: plain
// says: destroyed new
// says: that changes nothing

// body of kioto::async::operator=
{
  destroy();
  promise_ = std::exchange(other.promise_, nullptr);
  return *this;
}
