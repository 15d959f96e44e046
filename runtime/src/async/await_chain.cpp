// SPDX-License-Identifier: MIT
#include <kioto/async/await_chain.hpp>
#include <kioto/detail/assert.hpp>

namespace kioto::detail {
namespace {

// The frame where destruction begins: that of the leaf, or, if coroutines of
// the chain are borrowed, the one that awaits the outermost of them.
promise_base& innermost_to_destroy(promise_base& first) noexcept {
  promise_base* innermost = first.leaf()->awaiting;
  for (promise_base* at = innermost; at != &first;) {
    const await_call& call = *at->awaited_by();
    at = call.awaiting;
    if (!call.owns_callee) innermost = at;
  }
  return *innermost;
}

// Gives the borrowed coroutine that `caller` awaits its leaf back.
void let_go(await_leaf& leaf, const promise_base& caller) noexcept {
  promise_base* callee = leaf.awaiting;
  while (callee->awaited_by()->awaiting != &caller) {
    callee = callee->awaited_by()->awaiting;
  }
  callee->link = &leaf;
  callee->root = nullptr;
}

}  // namespace

void destroy_chain(promise_base& first) noexcept {
  KIOTO_ASSERT(first.is_at_rest(),
               first.awaited_by() == nullptr
                   ? "an async was destroyed in its own poll"
                   : "an async was destroyed while it was awaited");
  if (await_leaf* leaf = first.leaf()) {  // else it never began
    promise_base* at = &innermost_to_destroy(first);
    if (at != leaf->awaiting) let_go(*leaf, *at);
    while (at != &first) {
      await_call& call = *at->awaited_by();
      at->root = nullptr;  // it does not run: see unhandled_exception()
      at->frame().destroy();
      call.callee = nullptr;  // the frame that goes next has none to destroy
      at = call.awaiting;
    }
  }
  first.frame().destroy();
}

}  // namespace kioto::detail
