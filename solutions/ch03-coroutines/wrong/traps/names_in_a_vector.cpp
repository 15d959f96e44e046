// SPDX-License-Identifier: MIT
// mistake: What lies in a member lives as long as the object, where it is.
// rejected by: greeter: many come and go before it has time
// in: plain
// says: each line has a name of its own

// body of traps::greeter::arrive
{
  names_.push_back(first + " " + last);
  waiting_.push_back(hello(names_.back()));
}

// region include/traps/greeter.hpp#leave
names_.emplace_back(name);
waiting_.push_back(goodbye(names_.back()));

// region include/traps/greeter.hpp#hello
static kioto::async<std::string> hello(const std::string& name) {
  co_await kioto::yield_now();
  co_return "Hello, " + name + "!";
}

// region include/traps/greeter.hpp#goodbye
static kioto::async<std::string> goodbye(const std::string& name) {
  co_await kioto::yield_now();
  co_return "Goodbye, " + name + "!";
}

// region include/traps/greeter.hpp#members
std::vector<kioto::async<std::string>> waiting_;
std::vector<std::string> names_;
