// SPDX-License-Identifier: MIT
// mistake: A closure that is kept in a member lives long enough.
// rejected by: kitchen: many dishes are ordered before one is cooked
// in: plain
// says: each dish has a name of its own

// add include <functional>

// region include/traps/kitchen.hpp#order
cook_ = [dish = std::move(dish), minutes]() -> cooking {
  for (int left = minutes; left > 0; --left) co_await kioto::yield_now();
  co_return dish;
};
stove_.push_back(cook_());

// region include/traps/kitchen.hpp#members
std::vector<cooking> stove_;
std::vector<std::string> served_;
std::function<cooking()> cook_;
