// SPDX-License-Identifier: MIT
// mistake: What is polled is what goes on.
// rejected by: a wake resumes the one that awaits the leaf, and nobody between
// in: plain
// says: expected: goes on
// says: which has not ended

// body of kioto::detail::go_on
{
  await_leaf* leaf = first.leaf();
  first.link = caller;
  first.root = &root;
  if (leaf != nullptr && !leaf->poll(*leaf, root.cx)) {
    root.leaf = leaf;
    return std::noop_coroutine();
  }
  return first.frame();
}
