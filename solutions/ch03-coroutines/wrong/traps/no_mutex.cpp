// SPDX-License-Identifier: MIT
// mistake: Coroutines of one thread need no mutex, so nobody does.
// rejected by: cashier: the balance changes only with the mutex held
// in: plain
// says: the deposit waits no
// says: the balance belongs to whoever holds the mutex

// body of traps::cashier::deposit
{
  co_await journal_.write(amount);
  books_.balance += amount;
}
