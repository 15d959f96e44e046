// SPDX-License-Identifier: MIT
// mistake: Assigning is taking over.
// rejected by: assignment destroys the old coroutine, unless it is to itself
// in: plain
// says: expected: destroyed old
// says: nobody can poll the old coroutine any more

// body of kioto::async::operator=
{
  if (this != &other) promise_ = std::exchange(other.promise_, nullptr);
  return *this;
}
