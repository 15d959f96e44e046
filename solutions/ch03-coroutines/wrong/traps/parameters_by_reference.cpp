// SPDX-License-Identifier: MIT
// mistake: A parameter is in the frame, however it is passed.
// rejected by: kitchen: a dish is what was ordered
// in: plain
// says: served ""
// says: what it needs must be in its frame

// region include/traps/kitchen.hpp#order
stove_.push_back([](const std::string& name, int left) -> cooking {
  while (left-- > 0) co_await kioto::yield_now();
  co_return name;
}(dish, minutes));
