// SPDX-License-Identifier: MIT
// Alternative: it notes the lines, and has one coroutine, which says them.
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
    waiting_.push_back("Hello, " + first + " " + last + "!");
  }

  /// Somebody goes. The name is read now, and not needed later.
  void leave(std::string_view name) {
    waiting_.push_back("Goodbye, " + std::string(name) + "!");
  }

  /// Says what was noted since the last time, in order.
  kioto::async<std::string> speak() {
    std::string all;
    for (const std::string& line : std::exchange(waiting_, {})) {
      co_await kioto::yield_now();  // others go first
      if (!all.empty()) all += ' ';
      all += line;
    }
    co_return all;
  }

 private:
  std::vector<std::string> waiting_;
};

}  // namespace traps
