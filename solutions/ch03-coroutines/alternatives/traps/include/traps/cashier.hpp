// SPDX-License-Identifier: MIT
// Alternative: the lock is taken by a function that is no coroutine.
//
// cashier: pays money into the books, each time with a line in the journal.
//
//   deposit(5)   journal(5)                balance + 5
//   deposit(7)   |  journal(7)             |  balance + 7
//   ------------ +--+----- they wait ----- +--+--------------> time
//
// Thread safety: any thread may deposit, and others read and change the books.
#pragma once

#include <functional>
#include <kioto/async/async.hpp>
#include <mutex>
#include <utility>

namespace traps {

struct books {
  std::mutex mutex;
  int balance = 0;  // only with the mutex held
};

class cashier {
 public:
  /// `journal` writes a line, which may take long.
  cashier(books& shared, std::function<kioto::async<>(int)> journal)
      : books_(shared), journal_(std::move(journal)) {}

  /// Pays an amount in, when it is in the journal.
  ///
  /// Many deposits may wait for the journal at the same time.
  kioto::async<> deposit(int amount) {
    co_await journal_(amount);
    add(amount);
  }

 private:
  void add(int amount) {
    const std::lock_guard lock(books_.mutex);
    books_.balance += amount;
  }

  books& books_;
  std::function<kioto::async<>(int)> journal_;
};

}  // namespace traps
