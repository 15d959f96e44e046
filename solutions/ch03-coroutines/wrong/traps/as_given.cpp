// SPDX-License-Identifier: MIT
// mistake: All four mistakes at once, as the exercise begins.
// rejected by: page_cache: a page is fetched only once
// in: plain
// says: saved before it is given

// body of traps::page_cache::get
{
  if (!pages_.at(id).empty()) co_return pages_.at(id);
  std::string page = co_await outside_.fetch(id);
  (void)save(id, page);
  co_return page;
}

// body of traps::page_cache::warm_up
{
  for (const int id : ids) {
    const auto page = get(id);
  }
  co_return;
}

// region include/traps/greeter.hpp#leave
waiting_.push_back(goodbye(name));

// region include/traps/greeter.hpp#hello
static kioto::async<std::string> hello(const std::string& name) {
  co_await kioto::yield_now();  // others go first
  co_return "Hello, " + name + "!";
}

// region include/traps/greeter.hpp#goodbye
static kioto::async<std::string> goodbye(std::string_view name) {
  co_await kioto::yield_now();  // others go first
  co_return "Goodbye, " + std::string(name) + "!";
}

// region include/traps/kitchen.hpp#print
kioto::async<std::string> print() {
  co_await kioto::yield_now();  // the printer is slow
  std::string text = "table " + std::to_string(table) + ":";
  for (const std::string& dish : dishes) text += " " + dish;
  co_return text;
}

// region include/traps/kitchen.hpp#order
auto cook = [dish = std::move(dish), minutes]() -> cooking {
  for (int left = minutes; left > 0; --left) {
    co_await kioto::yield_now();  // a minute
  }
  co_return dish;
};
stove_.push_back(cook());

// body of traps::cashier::deposit
{
  const std::lock_guard lock(books_.mutex);
  const int before = books_.balance;
  co_await journal_.write(amount);
  books_.balance = before + amount;
}
