// SPDX-License-Identifier: MIT
//
// What the builds of the sanitizers add to a verdict. The plain build's failure
// of a case says what came, and that may be little; a sanitizer that stops the
// same case often names the cause.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/verdict.hpp"

namespace grader {

// What a sanitizer says of a case, without the name of its build: "memory is
// used after it was freed (heap-use-after-free)". Empty: it says nothing.
std::string_view finding_of(const case_verdict& c);

// Whether another build has failed this case of the verdict before.
bool failed_already(const exercise_verdict& v, const case_verdict& c);

// Whether it is a sanitizer's, and another build has told of the case before: a
// pass is news only of a case that no other build has.
bool passed_already(const exercise_verdict& v, const case_verdict& c);

// Whether a sanitizer's finding says more than the plain build's failure of the
// same case: not that a pointer points nowhere, once more, and not that memory
// is left over as well.
bool says_more(const exercise_verdict& v, const case_verdict& c);

// The findings that say more about the case of this number, each once.
std::vector<const case_verdict*> findings_about(const exercise_verdict& v,
                                                int number);

// The same for two findings that are one: the sentence and the place.
std::string identity_of(const case_verdict& finding);

}  // namespace grader
