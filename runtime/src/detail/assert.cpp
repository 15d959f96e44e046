// SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstdlib>
#include <kioto/detail/assert.hpp>

namespace kioto::detail {

void die(const char* message, std::source_location where) noexcept {
  std::fprintf(stderr, "kioto: %s:%u: %s\n", where.file_name(),
               static_cast<unsigned>(where.line()), message);
  std::abort();
}

}  // namespace kioto::detail
