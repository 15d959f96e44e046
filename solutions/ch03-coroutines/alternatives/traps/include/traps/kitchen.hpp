// SPDX-License-Identifier: MIT
// Alternative: the closure is a parameter of its own call, and the receipt one
// of a coroutine that awaits its print().
//
// kitchen: takes orders, cooks them when it is told to serve, writes bills.
//
//   order("soup", 3)  --->  stove_:  [ soup, 3 minutes ]
//   order("fish", 9)                 [ fish, 9 minutes ]
//   serve()           --->  served(): soup, fish
//
// Thread safety: belongs to one thread.
#pragma once

#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <string>
#include <utility>
#include <vector>

namespace traps {

/// What a table has had.
struct receipt {
  int table;
  std::vector<std::string> dishes;

  kioto::async<std::string> print() const {
    co_await kioto::yield_now();  // the printer is slow
    std::string text = "table " + std::to_string(table) + ":";
    for (const std::string& dish : dishes) text += " " + dish;
    co_return text;
  }
};

class kitchen {
 public:
  /// Notes a dish that cooks for some minutes.
  void order(std::string dish, int minutes) {
    auto cook = [dish = std::move(dish), minutes](this auto) -> cooking {
      for (int left = minutes; left > 0; --left) co_await kioto::yield_now();
      co_return dish;
    };
    stove_.push_back(cook());
  }

  /// Cooks what was ordered, in the order of the orders, and adds it to what
  /// was served.
  kioto::async<> serve() {
    auto dishes = std::exchange(stove_, {});  // others may order meanwhile
    for (cooking& dish : dishes) served_.push_back(co_await dish);
  }

  const std::vector<std::string>& served() const { return served_; }

  /// Writes the bill for all that was served when it is called.
  kioto::async<std::string> bill(int table) const {
    return print({table, served_});
  }

 private:
  static kioto::async<std::string> print(receipt of) {
    co_return co_await of.print();
  }

  using cooking = kioto::async<std::string>;

  std::vector<cooking> stove_;
  std::vector<std::string> served_;
};

}  // namespace traps
