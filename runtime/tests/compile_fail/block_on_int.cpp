// SPDX-License-Identifier: MIT
// says: constraints not satisfied for alias template 'output_of' [with F = int]
#include <kioto/future/ready.hpp>
#include <kioto/rt/block_on.hpp>

int run() {
#ifdef ALLOWED
  return kioto::block_on(kioto::ready(5));
#else
  return kioto::block_on(5);
#endif
}
