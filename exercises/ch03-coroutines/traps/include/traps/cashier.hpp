// SPDX-License-Identifier: MIT
//
// ch03.traps: Four programs that compile
//
// This compiles, and it is wrong: find the mistake and repair it. Contract: the
// public names and what their comments promise. Free: everything that is
// private.
//
// cashier: pays money into the books, each time with a line in the journal.
//
//   deposit(5)   write(5)                  balance + 5
//   deposit(7)   |  write(7)               |  balance + 7
//   ------------ +--+----- they wait ----- +--+--------------> time
//
// Thread safety: any thread may deposit, and others read and change the books.
#pragma once

#include <kioto/async/async.hpp>
#include <mutex>

namespace traps {

struct books {
  std::mutex mutex;
  int balance = 0;  // only with the mutex held
};

struct journal {
  virtual kioto::async<> write(int amount) = 0;  // may take long

 protected:
  ~journal() = default;
};

class cashier {
 public:
  cashier(books& shared, journal& lines) : books_(shared), journal_(lines) {}

  /// Pays an amount in, when it is in the journal.
  ///
  /// Many deposits may wait for the journal at the same time.
  kioto::async<> deposit(int amount) {
    const std::lock_guard lock(books_.mutex);
    const int before = books_.balance;
    co_await journal_.write(amount);
    books_.balance = before + amount;
  }

 private:
  books& books_;
  journal& journal_;
};

}  // namespace traps
