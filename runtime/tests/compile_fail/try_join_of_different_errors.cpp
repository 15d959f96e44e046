// SPDX-License-Identifier: MIT
// says: try_join: all futures have the same error type
#include <expected>
#include <kioto/future/ready.hpp>
#include <kioto/future/try_join.hpp>

void join_two_kinds_of_errors() {
#ifdef ALLOWED
  using second = std::expected<bool, int>;
#else
  using second = std::expected<bool, char>;
#endif
  auto both = kioto::try_join(kioto::ready(std::expected<int, int>(1)),
                              kioto::ready(second(true)));
  (void)both;
}
