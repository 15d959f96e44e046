// SPDX-License-Identifier: MIT
// mistake: The count is atomic, so it may be read first and changed then.
// rejected by: the last of two owners destroys it, whichever that is
// in: model
// says: leak

// body of kioto::wakeable::drop_reference
{
  if (references_.load(std::memory_order_acquire) == 1)
    delete this;
  else
    references_.fetch_sub(1, std::memory_order_acq_rel);
}
