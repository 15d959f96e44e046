// SPDX-License-Identifier: MIT
// mistake: An object with a name outlives the coroutine that it has started.
// rejected by: kitchen: a bill names its table
// in: plain
// says: bill table 0:
// says: somebody must keep the receipt for as long

// region include/traps/kitchen.hpp#print
kioto::async<std::string> print() const {
  co_await kioto::yield_now();
  std::string text = "table " + std::to_string(table) + ":";
  for (const std::string& dish : dishes) text += " " + dish;
  co_return text;
}

// region include/traps/kitchen.hpp#bill
const receipt mine{table, served_};
return mine.print();
