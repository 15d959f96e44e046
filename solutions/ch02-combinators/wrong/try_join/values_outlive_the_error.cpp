// SPDX-License-Identifier: MIT
// mistake: The values that are there do no harm, and go with the try_join.
// rejected by: an error comes at once, and destroys futures and values first
// in: plain
// says: values alive 1
// says: go with the error

// body of kioto::try_join_future::finish
{
  complete_ = true;
  std::apply([](auto&... child) { (child.future.destroy(), ...); }, children_);
}
