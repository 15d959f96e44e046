// SPDX-License-Identifier: MIT
// mistake: The turn is a counter; each set may have its own.
// rejected by: a set can be moved between two polls
// in: plain
// says: returned pending
// says: the child is in the second set

// body of kioto::futures_unordered::swap
{
  std::swap(queue_, other.queue_);
  std::swap(newest_, other.newest_);
  std::swap(size_, other.size_);
}
