// SPDX-License-Identifier: MIT
// mistake: Swapping is enough: the other one will drop my old reference.
// rejected by: an assignment drops the old reference at once
// in: plain
// says: nobody knows how long b will live

// body of kioto::waker::operator=(waker &&)
{
  swap(other);
  return *this;
}
