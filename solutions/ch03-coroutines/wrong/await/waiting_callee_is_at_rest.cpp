// SPDX-License-Identifier: MIT
// mistake: Only a coroutine that is resumed needs its root.
// rejected by: one that was polled by hand is awaited where it waits
// in: plain
// says: expected: died yes
// says: even if it was not resumed

// body of kioto::detail::go_on
{
  await_leaf* leaf = first.leaf();
  first.link = caller;
  if (leaf != nullptr && !leaf->poll(*leaf, root.cx)) {
    root.leaf = leaf;
    return std::noop_coroutine();
  }
  promise_base& next = leaf == nullptr ? first : *leaf->awaiting;
  next.root = &root;
  return next.frame();
}

// body of kioto::detail::resume_chain
{
  await_root root{cx};
  first.root = &root;
  go_on(first, root, nullptr).resume();
  if (root.leaf == nullptr) return true;
  first.link = root.leaf;
  first.root = nullptr;
  return false;
}
