// SPDX-License-Identifier: MIT
// mistake: Whoever is awaited begins with the await.
// rejected by: one that was polled by hand is awaited where it waits
// in: plain
// says: the callee waits for its leaf

// body of kioto::detail::resume_callee
{
  call.callee->link = &call;
  call.callee->root = call.awaiting->root;
  return call.callee->frame();
}
