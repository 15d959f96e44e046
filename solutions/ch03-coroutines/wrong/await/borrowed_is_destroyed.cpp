// SPDX-License-Identifier: MIT
// mistake: An await destroys what it awaits.
// rejected by: what is awaited as an lvalue keeps its progress
// in: plain
// says: expected: destroyed the borrower's local

// body of kioto::detail::call_awaiter::~call_awaiter
{
  if (callee != nullptr) destroy_async(*callee);
}
