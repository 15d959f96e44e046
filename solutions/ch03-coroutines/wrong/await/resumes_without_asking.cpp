// SPDX-License-Identifier: MIT
// mistake: A poll of the root comes after a wake, so the leaf is ready.
// rejected by: each poll of the root polls the leaf once, at any depth
// in: plain
// says: the leaf is not ready

// body of kioto::detail::go_on
{
  await_leaf* leaf = first.leaf();
  first.link = caller;
  first.root = &root;
  if (leaf == nullptr) return first.frame();
  leaf->poll(*leaf, root.cx);
  leaf->awaiting->root = &root;
  return leaf->awaiting->frame();
}
