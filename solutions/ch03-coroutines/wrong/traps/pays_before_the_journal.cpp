// SPDX-License-Identifier: MIT
// mistake: The order of the journal and the books does not matter, as long as
//   nobody waits with the mutex held.
// rejected by: cashier: two deposits wait for the journal at the same time
// in: plain
// says: an amount counts when its line is in the journal

// body of traps::cashier::deposit
{
  {
    const std::lock_guard lock(books_.mutex);
    books_.balance += amount;
  }
  co_await journal_.write(amount);
}
