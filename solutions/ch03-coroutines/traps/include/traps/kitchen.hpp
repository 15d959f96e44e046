// SPDX-License-Identifier: MIT
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

  // #region print
  kioto::async<std::string> print(this receipt self) {
    co_await kioto::yield_now();  // the printer is slow
    std::string text = "table " + std::to_string(self.table) + ":";
    for (const std::string& dish : self.dishes) text += " " + dish;
    co_return text;
  }
  // #endregion print
};

class kitchen {
 public:
  /// Notes a dish that cooks for some minutes.
  void order(std::string dish, int minutes) {
    // #region order
    stove_.push_back([](std::string name, int left) -> cooking {
      while (left-- > 0) co_await kioto::yield_now();  // a minute each
      co_return name;
    }(std::move(dish), minutes));
    // #endregion order
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
    // #region bill
    return receipt{table, served_}.print();
    // #endregion bill
  }

 private:
  using cooking = kioto::async<std::string>;

  // #region members
  std::vector<cooking> stove_;
  std::vector<std::string> served_;
  // #endregion members
};

}  // namespace traps
