// SPDX-License-Identifier: MIT
// mistake: An atomic makes a line that uses it a single step.
// rejected by: a waker is copied while others are woken and dropped
// in: model
// says: leak

// body of kioto::wakeable::add_reference
{
  references_ = references_ + 1;
}
