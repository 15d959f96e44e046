// SPDX-License-Identifier: MIT
// mistake: A call writes the journal, and co_await only fetches the result.
// rejected by: cashier: nobody waits for the journal with the mutex held
// in: plain
// says: the mutex is free no

// body of traps::cashier::deposit
{
  std::unique_lock lock(books_.mutex);
  lock.unlock();
  auto line = journal_.write(amount);
  lock.lock();
  co_await line;
  books_.balance += amount;
}
