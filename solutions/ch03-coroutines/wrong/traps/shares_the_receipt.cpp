// SPDX-License-Identifier: MIT
// mistake: A shared_ptr keeps alive whatever is called through it.
// rejected by: kitchen: a bill names its table
// in: plain
// says: bill table 0:
// says: somebody must keep the receipt for as long

// add include <memory>

// region include/traps/kitchen.hpp#print
kioto::async<std::string> print() {
  co_await kioto::yield_now();
  std::string text = "table " + std::to_string(table) + ":";
  for (const std::string& dish : dishes) text += " " + dish;
  co_return text;
}

// region include/traps/kitchen.hpp#bill
const auto shared = std::make_shared<receipt>(table, served_);
return shared->print();
