// SPDX-License-Identifier: MIT
// mistake: A copy that is made before the call is there when it is needed.
// rejected by: greeter: whoever leaves is called by name
// in: plain
// says: says Goodbye,
// says: a string_view holds no text

// region include/traps/greeter.hpp#leave
const std::string copy(name);
waiting_.push_back(goodbye(copy));

// region include/traps/greeter.hpp#goodbye
static kioto::async<std::string> goodbye(std::string_view name) {
  co_await kioto::yield_now();
  co_return "Goodbye, " + std::string(name) + "!";
}
