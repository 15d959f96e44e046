// SPDX-License-Identifier: MIT
// mistake: The first line of the body runs in the call.
// rejected by: greeter: whoever arrives is greeted by name
// in: plain
// says: says Hello, !
// says: what it needs it must have in its frame

// region include/traps/greeter.hpp#hello
static kioto::async<std::string> hello(const std::string& name) {
  const std::string mine(name);
  co_await kioto::yield_now();
  co_return "Hello, " + mine + "!";
}
