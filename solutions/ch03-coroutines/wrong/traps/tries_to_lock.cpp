// SPDX-License-Identifier: MIT
// mistake: With try_lock nobody stops the thread, so all is well.
// rejected by: cashier: nobody waits for the journal with the mutex held
// in: plain
// says: the mutex is free no
// says: which must not unlock it

// add include <kioto/future/yield_now.hpp>

// body of traps::cashier::deposit
{
  while (!books_.mutex.try_lock()) co_await kioto::yield_now();
  co_await journal_.write(amount);
  books_.balance += amount;
  books_.mutex.unlock();
}
