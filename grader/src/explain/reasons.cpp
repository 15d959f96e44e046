// SPDX-License-Identifier: MIT
#include "explain/phrases.hpp"

namespace grader {
namespace {

// Notes that say why.
constexpr phrase reasons[] = {
    {"because 'std::derived_from<*, *>' evaluated to false", "base-class",
     "$1 has to be derived from $2."},
    {"because 'is_convertible_v<const volatile *, const volatile *>' evaluated "
     "to false",
     "base-class", "It is derived, but not publicly."},
    {"because '__is_base_of(*, *)' evaluated to false", "base-class",
     "It is not derived from it at all."},
    {"because '*' does not satisfy 'future'", "constraint-not-satisfied",
     "$1 is no future: one has an output_type, and a poll(context&) that "
     "returns a poll of it."},
    {"because '*' does not satisfy '*'", "constraint-not-satisfied",
     "$1 does not fulfil $2."},
    {"because '*' would be invalid: *", "constraint-not-satisfied",
     "It has to allow $1, and there: $2."},
    {"because '*' evaluated to false", "constraint-not-satisfied",
     "$1 does not hold."},
    {"candidate template ignored: substitution failure *: cannot form a "
     "reference to 'void'",
     "void-value", "Its argument is void, and there is no reference to void."},
    {"candidate template ignored: substitution failure *: constraints not "
     "satisfied*",
     "constraint-not-satisfied",
     "Its argument does not have what the template asks for$2."},
    {"candidate template ignored: substitution failure *: *", "",
     "One candidate fails: $2."},
    {"candidate template ignored: couldn't infer template argument '*'",
     "template-arguments", "The template argument $1 cannot be deduced."},
    {"candidate function not viable: expects an rvalue for *", "needs-rvalue",
     "One candidate takes only what is given up (&&) as its $1."},
    {"candidate constructor (the implicit *", "", ""},
    {"candidate function (the implicit *", "", ""},
    {"candidate * not viable: cannot bind base class object of type '*' to "
     "derived class reference '*' for *",
     "base-to-derived",
     "One candidate takes a $3, and gets its base, $2, which need not be a "
     "part of one."},
    {"candidate * not viable: cannot convert from base class pointer '*' to "
     "derived class pointer '*' for *",
     "base-to-derived",
     "One candidate takes a $3, and gets a pointer to its base, $2, which need "
     "not be a part of one."},
    {"candidate * not viable: cannot convert argument of incomplete type "
     "'void'",
     "void-value", "An argument is what a function returns that returns void."},
    {"candidate * not viable: no known conversion from '(lambda)' to '*(*)(*'",
     "function-pointer",
     "A pointer to a function is needed, and the lambda is not of its form."},
    {"candidate * not viable: *", "", "One candidate: $2."},
    // The standard library's own affairs.
    {"* is implicitly deleted because base class '_*", "", ""},
    {"* is implicitly deleted because *", "", "The reason: $2."},
    {"unimplemented pure virtual method '*' in '*'", "",
     "Nobody wrote $2::$1."},
};

}  // namespace

std::span<const phrase> reason_phrases() { return reasons; }

}  // namespace grader
