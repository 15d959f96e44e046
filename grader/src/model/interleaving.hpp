// SPDX-License-Identifier: MIT
//
// A failed execution as text: 80 columns, a column a thread.
//
//         T0                                   T1 waker
//     1   park.hpp:10  exchange state_ 0 -> 0
//           | if (state_.exchange(empty) == ...
//       -- switch --
//     2                                        park.hpp:15  store state_ <- 1
//
// Too many threads for that are folded into one column, their names in front.
#pragma once

#include <string>

#include "model/told.hpp"
#include "report/console.hpp"

namespace grader {

std::string interleaving(const told_failure& t, const console& on);

}  // namespace grader
