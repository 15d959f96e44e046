// SPDX-License-Identifier: MIT
//
// Mistakes that a message alone does not tell apart: its notes and the line
// that it is about do. They stand before the messages of a general kind.
#include "explain/phrases.hpp"

namespace grader {
namespace {

constexpr std::string_view to_pointer = "(*)(";

constexpr std::string_view both_branches =
    "In a template a plain if compiles both branches, whatever the types are; "
    "`if constexpr (std::is_void_v<T>)` leaves out the one that is not taken.";

constexpr phrase all[] = {
    // --- a temporary where one is refused ---
    {"call to deleted constructor of '*'", "deleted-function",
     "$1 is moved here, and that is forbidden.", "$1($1&&"},
    {"call to deleted constructor of '*'", "refused-temporary",
     "$1 would refer to a temporary, and that constructor is deleted.", "&&"},
    {"functional-style cast from '*' to '*' uses deleted function",
     "refused-temporary",
     "$2 would refer to a temporary, and that constructor is deleted.", "&&"},
    {"call to deleted * '*'", "refused-temporary",
     "$2 would refer to a temporary, and this form of it is deleted.", "&&"},
    // --- what is lent is used up ---
    {"'this' argument to member function '*' has type '*', but function is not "
     "marked const",
     "lent-object",
     "$1() uses its object up (it is marked &&), and this one is const: it is "
     "lent to you, and not yours to give up.",
     ") &&"},
    // --- functions where a pointer to one is needed ---
    {"no viable conversion from '(lambda)' to '*'", "function-pointer",
     "A pointer to a function is needed. The lambda captures something, so it "
     "is an object, and no plain function.",
     to_pointer, "candidate function"},
    {"no viable conversion from '(lambda)' to '*(*)(*) noexcept'",
     "function-pointer",
     "A pointer to a function that is noexcept is needed, and the lambda does "
     "not promise that: write noexcept behind its parameters.",
     to_pointer, "noexcept"},
    {"no viable conversion from '(lambda)' to '*'", "function-pointer",
     "A pointer to a function ($1) is needed, and the lambda's parameters, or "
     "what it returns, are not the same.",
     to_pointer},
    {"assigning to '*' from incompatible type '(lambda)'", "function-pointer",
     "A pointer to a function is needed, and the lambda is not of its form.",
     to_pointer},
    {"cannot initialize * of type '*' with an * of type '*': different "
     "exception specifications",
     "function-pointer",
     "A pointer to a function that is noexcept is needed, and this one does "
     "not promise that."},
    {"cannot initialize * of type '*' with an rvalue of type '*::*)(*",
     "function-pointer",
     "A pointer to a plain function is needed, and this is a member function, "
     "which needs an object too.",
     to_pointer},
    // --- what a constructor's body comes too late for ---
    {"constructor for '*' must explicitly initialize the * '*'",
     "member-initialiser",
     "The body of a constructor begins when all members are made, and the $2 "
     "$3 cannot be made from nothing. Name it before the body."},
    {"object of type '*(lambda)*' cannot be assigned", "member-initialiser",
     "A lambda cannot be assigned, nor an std::optional of one; it can only be "
     "made from another."},
    // --- void ---
    {"too many arguments to function call, expected 0, have *", "void-value",
     "poll<void>::ready() takes no value. Is this line for results that are "
     "not void? In a template a plain if compiles both branches, whatever the "
     "types are; `if constexpr (std::is_void_v<T>)` leaves out the one that is "
     "not taken.",
     "'ready' declared here"},
    {"no viable conversion from returned value of type '*poll<void>' to "
     "function return type '*'",
     "void-value", both_branches, "in instantiation of"},
    {"no viable conversion from returned value of type '*poll<>' to function "
     "return type '*'",
     "void-value", both_branches, "in instantiation of"},
    {"no viable conversion from returned value of type '*' to function return "
     "type 'poll<void>'",
     "void-value", both_branches, "in instantiation of"},
    {"invalid operands to binary expression ('*' and 'void')", "void-value",
     "What stands on the right gives nothing: it returns void."},
    {"invalid operands to binary expression ('void' and '*')", "void-value",
     "What stands on the left gives nothing: it returns void."},
    {"cannot form a reference to 'void'", "too-early",
     "poll<void> is used before its definition, which stands further down: the "
     "compiler makes it of the general poll<T>. The line that uses it is this "
     "one:",
     "in instantiation of template class 'kioto::poll<"},
    {"explicit specialization of '*' after instantiation", "too-early",
     "$1 was used before this definition of it: the compiler has already made "
     "it of the general template."},
    // --- a member of the same name ---
    {"no template named '*'; did you mean '::*'?", "hidden-name",
     "In this class the word $1 is a member of it, which hides the type $2."},
    {"no template named '*'; did you mean '*'?", "hidden-name",
     "From here the template is called $2."},
    {"unknown type name 'poll'", "hidden-name",
     "There is no type poll here. In a class that has a member poll() the word "
     "is that member, and the type is kioto::poll<T>."},
    {"unknown type name 'waker'", "hidden-name",
     "There is no type waker here. In a class that has a member waker() the "
     "word is that member, and the type is kioto::waker."},
    {"must use '*' tag to refer to type '*' in this scope", "hidden-name",
     "In this class the word $2 is a member of it, which hides the type $2."},
    {"member '*' used before its declaration", "hidden-name",
     "In this class the word $1 is a member of it, which hides a type of that "
     "name."},
    {"too many arguments to function call, expected 0, have *", "hidden-name",
     "In this class the word waker is a member of it, which hides the type.",
     "'waker' declared here"},
    {"reference to non-static member function must be called", "hidden-name",
     "A member function is named here and not called. Is its () missing, or is "
     "a type of the same name meant?"},
    // --- base classes ---
    {"cannot cast '*' to its private base class '*'", "base-class",
     "$1 is derived from $2, but not publicly: outside of $1 nobody may know."},
    {"'*' is a private member of '*'", "base-class",
     "$1 comes from $2, and the derivation is not public.",
     "private inheritance"},
    // --- = and == ---
    {"cannot assign to variable '*' with const-qualified type",
     "assignment-in-condition",
     "The condition assigns to $1 with a single =, and $1 is const.", "if ("},
};

}  // namespace

std::span<const phrase> mistake_phrases() { return all; }

}  // namespace grader
