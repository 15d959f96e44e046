// SPDX-License-Identifier: MIT
// mistake: An argument that came in as an rvalue goes on as one.
// rejected by: a wakeable and all its wakers cost one allocation
// in: plain
// says: copies of the note 1

// body of kioto::make_wakeable
{
  return wakeable_ptr<T>(new T(args...));
}
