// SPDX-License-Identifier: MIT
// mistake: What a function takes with && is moved into it.
// rejected by: greeter: whoever arrives is greeted by name
// in: asan
// says: what it needs it must have in its frame

// region include/traps/greeter.hpp#hello
static kioto::async<std::string> hello(std::string&& name) {
  co_await kioto::yield_now();
  co_return "Hello, " + std::move(name) + "!";
}
