// SPDX-License-Identifier: MIT
//
// A seccomp filter for programs whose CPU time is taken: threads may be
// started, processes may not. Work that a child did would be on its clock, and
// not on the one that is read.
#pragma once

namespace grader {

// A descriptor to read the filter from, which an exec leaves open; -1 on a
// machine for which there is none.
int one_process_filter();

}  // namespace grader
