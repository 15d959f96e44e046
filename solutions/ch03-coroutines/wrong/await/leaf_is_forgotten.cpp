// SPDX-License-Identifier: MIT
// mistake: The root begins anew with each poll.
// rejected by: each poll of the root polls the leaf once, at any depth
// in: plain
// says: polls of the leaf

// body of kioto::detail::resume_chain
{
  await_root root{cx};
  go_on(first, root, nullptr).resume();
  if (root.leaf == nullptr) return true;
  first.root = nullptr;
  return false;
}
