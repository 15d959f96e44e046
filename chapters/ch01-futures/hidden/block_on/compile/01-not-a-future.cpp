// SPDX-License-Identifier: MIT
// case: block_on refuses what is not a future
// must: not compile
// why: a number has no poll(context&) and no output_type
// about: kioto::block_on
#include <kioto/rt/block_on.hpp>

void waits_for_a_number() { kioto::block_on(42); }
