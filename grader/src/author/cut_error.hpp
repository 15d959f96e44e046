// SPDX-License-Identifier: MIT
#pragma once

#include "course/error.hpp"

namespace grader {

// A body that cannot be found or cut. The text names the symbol and says why;
// the caller knows which manifest or splice file asked for it.
struct cut_error : grader_fault {
  using grader_fault::grader_fault;
};

}  // namespace grader
