// SPDX-License-Identifier: MIT
// mistake: Temporaries die, and what has a name lives.
// rejected by: greeter: whoever arrives is greeted by name
// in: plain
// says: says Hello, !
// says: what it needs it must have in its frame

// body of traps::greeter::arrive
{
  const std::string name = first + " " + last;
  waiting_.push_back(hello(name));
}

// region include/traps/greeter.hpp#hello
static kioto::async<std::string> hello(const std::string& name) {
  co_await kioto::yield_now();
  co_return "Hello, " + name + "!";
}
