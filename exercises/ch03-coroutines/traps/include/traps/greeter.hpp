// SPDX-License-Identifier: MIT
//
// ch03.traps: Four programs that compile
//
// This compiles, and it is wrong: find the mistake and repair it. Contract: the
// public names and what their comments promise. Free: everything that is
// private.
//
// greeter: notes who comes and who goes, and says it when it has time.
//
//   arrive("Ada", "Lovelace")   waiting_:  [ hello   "Ada Lovelace" ]
//   leave("Grace")                         [ goodbye "Grace"        ]
//   speak()  --->  "Hello, Ada Lovelace! Goodbye, Grace!"
//
// Thread safety: belongs to one thread.
#pragma once

#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace traps {

class greeter {
 public:
  /// Somebody comes. The names are read now, and not needed later.
  void arrive(const std::string& first, const std::string& last) {
    waiting_.push_back(hello(first + " " + last));
  }

  /// Somebody goes. The name is read now, and not needed later.
  void leave(std::string_view name) {
    waiting_.push_back(goodbye(name));
  }

  /// Says what was noted since the last time, in order.
  kioto::async<std::string> speak() {
    auto lines = std::exchange(waiting_, {});  // others may come meanwhile
    std::string all;
    for (auto& line : lines) {
      if (!all.empty()) all += ' ';
      all += co_await line;
    }
    co_return all;
  }

 private:
  static kioto::async<std::string> hello(const std::string& name) {
    co_await kioto::yield_now();  // others go first
    co_return "Hello, " + name + "!";
  }

  static kioto::async<std::string> goodbye(std::string_view name) {
    co_await kioto::yield_now();  // others go first
    co_return "Goodbye, " + std::string(name) + "!";
  }

  std::vector<kioto::async<std::string>> waiting_;
};

}  // namespace traps
