// SPDX-License-Identifier: MIT
//
// Proves that a case will never end, long before its time limit: every thread
// of it sleeps in a futex without a deadline, so nobody is left to wake
// anybody.
//
// The proof, from outside: all threads are looked at twice. A thread that was
// asleep both times and was not switched to in between slept from its first
// look to its second; as every first look comes before every second one, there
// was a moment at which all slept. Only threads of the process itself can end a
// wait on its private futexes, and a process with children is not judged so.
#pragma once

#include <sys/types.h>

#include "build/toolchain.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

// True when the case that runs below `root`, the first process of the sandbox,
// is such a one. Cost: a few files of /proc a thread, and 2 ms of waiting when
// the first look found all asleep.
bool waits_for_ever(pid_t root, isolation level, build_kind b);

}  // namespace grader
