// SPDX-License-Identifier: MIT
// mistake: A coroutine got its root when it began.
// rejected by: whoever runs has the root of the poll that goes on now
// in: asan
// says: stack-use-after-return

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
  return leaf->awaiting->frame();
}
