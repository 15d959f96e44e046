// SPDX-License-Identifier: MIT
// mistake: A count is a number, and ++ and -- are a single step.
// rejected by: threads may clone, wake and drop at the same time
// in: tsan
// says: data race

// body of kioto::wakeable::add_reference
{
  ++references_;
}

// body of kioto::wakeable::drop_reference
{
  if (--references_ == 0) delete this;
}

// region include/kioto/future/wakeable.hpp#count
std::size_t references_ = 1;
