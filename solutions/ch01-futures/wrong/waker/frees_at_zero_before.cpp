// SPDX-License-Identifier: MIT
// mistake: fetch_sub returns the new count, so the last owner reads 0.
// rejected by: a wakeable lives exactly as long as somebody owns it
// in: plain
// says: destroyed 0
// says: the last one deletes the bell

// body of kioto::wakeable::drop_reference
{
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 0) delete this;
}
