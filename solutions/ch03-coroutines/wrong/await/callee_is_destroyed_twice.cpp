// SPDX-License-Identifier: MIT
// mistake: Who owns the callee destroys it, whatever happened.
// rejected by: a chain that waits dies from the leaf to the root, once
// in: plain
// says: SIGSEGV

// body of kioto::detail::call_awaiter::~call_awaiter
{
  if (owns_callee) destroy_async(*callee);
}
