// SPDX-License-Identifier: MIT
// mistake: Every coroutine of the chain has to know the root of this poll.
// rejected by: a wake costs the same at any depth
// in: perf
// says: nobody between the root and the leaf has to be asked

// body of kioto::detail::go_on
{
  await_leaf* leaf = first.leaf();
  first.link = caller;
  first.root = &root;
  if (leaf == nullptr) return first.frame();
  if (!leaf->poll(*leaf, root.cx)) {
    root.leaf = leaf;
    return std::noop_coroutine();
  }
  promise_base* at = leaf->awaiting;
  for (; at->awaited_by() != nullptr; at = at->awaited_by()->awaiting) {
    at->root = &root;
  }
  return leaf->awaiting->frame();
}
