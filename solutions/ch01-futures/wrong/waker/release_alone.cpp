// SPDX-License-Identifier: MIT
// mistake: A release lets everybody see what came before it.
// rejected by: what each owner did is seen by the one that destroys it
// in: model
// says: data race

// body of kioto::wakeable::drop_reference
{
  if (references_.fetch_sub(1, std::memory_order_release) == 1) delete this;
}
