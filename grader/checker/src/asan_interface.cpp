// SPDX-License-Identifier: MIT
//
// A program that is built with AddressSanitizer, too: what its library reports
// is a failure of the execution.
#include <checker/asan.hpp>
#include <checker/execution.hpp>
#include <string_view>

using checker::deed;
using checker::execution;
using checker::is_modelled;
using checker::problem;
using checker::the_execution;

namespace {

problem kind_of(std::string_view description) {
  if (description.ends_with("-overflow") || description.ends_with("-underflow"))
    return problem::out_of_bounds;
  if (description == "stack-use-after-return") return problem::use_after_return;
  return problem::crash;
}

}  // namespace

extern "C" {

// The program goes on behind a report, since the library holds locks there. The
// execution that is shown does the same as the one that was found: a place is
// reported again.
const char* __asan_default_options() {
  return "halt_on_error=0:suppress_equal_pcs=0:detect_leaks=0:"
         "allocator_may_return_null=1";
}

void __asan_on_error() {
  if (!is_modelled()) return;
  execution& e = *the_execution;
  const execution::inside own(e);
  const char* const what = __asan_get_report_description();
  e.fail_soon(
      kind_of(what), e.place(__asan_get_report_pc()), what,
      __asan_get_report_access_type() != 0 ? deed::writes : deed::reads);
}

}  // extern "C"
