// SPDX-License-Identifier: MIT
// mistake: The count is atomic, so relaxed is good enough for all of it.
// rejected by: the last owner may be on any thread
// in: tsan
// says: data race

// body of kioto::wakeable::drop_reference
{
  if (references_.fetch_sub(1, std::memory_order_relaxed) == 1) delete this;
}
