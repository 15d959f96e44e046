// SPDX-License-Identifier: MIT
// mistake: The lambda's first line saves its captures from the closure.
// rejected by: kitchen: a dish is what was ordered
// in: plain
// says: served ""
// says: a capture is in the lambda

// region include/traps/kitchen.hpp#order
stove_.push_back([dish = std::move(dish), minutes]() mutable -> cooking {
  const std::string name = std::move(dish);
  for (int left = minutes; left > 0; --left) co_await kioto::yield_now();
  co_return name;
}());
