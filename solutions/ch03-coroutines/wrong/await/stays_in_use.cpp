// SPDX-License-Identifier: MIT
// mistake: A coroutine that has begun is in use until it ends.
// rejected by: each poll of the root polls the leaf once, at any depth
// in: plain
// says: it stopped itself with abort(): awaited twice: somebody else awaits
// says: kioto: the check: include/ch03/leaf.hpp
// says: your kioto::detail::resume_chain

// body of kioto::detail::resume_chain
{
  await_root root{cx};
  go_on(first, root, nullptr).resume();
  if (root.leaf == nullptr) return true;
  first.link = root.leaf;
  return false;
}
