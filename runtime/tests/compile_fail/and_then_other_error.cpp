// SPDX-License-Identifier: MIT
// says: and_then: both futures must have the same type of error
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/ready.hpp>

#ifdef ALLOWED
using second = std::expected<char, int>;
#else
using second = std::expected<char, long>;
#endif

void chain() {
  (void)kioto::and_then(kioto::ready(std::expected<int, int>(1)),
                        [](int) { return kioto::ready(second('x')); });
}
