// SPDX-License-Identifier: MIT
// mistake: A future that is not needed any more is destroyed with the try_join.
// rejected by: an error comes at once, and destroys futures and values first
// in: plain
// says: it is cancelled before

// body of kioto::try_join_future::finish
{
  complete_ = true;
  std::apply([](auto&... child) { (child.value.reset(), ...); }, children_);
}
