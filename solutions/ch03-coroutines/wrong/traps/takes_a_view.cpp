// SPDX-License-Identifier: MIT
// mistake: A string_view is passed by value, so it is no reference.
// rejected by: greeter: whoever arrives is greeted by name
// in: plain
// says: says Hello,
// says: what it needs it must have in its frame

// region include/traps/greeter.hpp#hello
static kioto::async<std::string> hello(std::string_view name) {
  co_await kioto::yield_now();
  co_return "Hello, " + std::string(name) + "!";
}
