// SPDX-License-Identifier: MIT
// mistake: What was read under a lock is right as long as the next one is held.
// rejected by: cashier: two deposits wait for the journal at the same time
// in: plain
// says: what was read before an await may be old after it

// body of traps::cashier::deposit
{
  std::unique_lock lock(books_.mutex);
  const int before = books_.balance;
  lock.unlock();
  co_await journal_.write(amount);
  lock.lock();
  books_.balance = before + amount;
}
