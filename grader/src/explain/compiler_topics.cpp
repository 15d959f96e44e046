// SPDX-License-Identifier: MIT
//
// Mistakes that the compiler finds. compiler_words.cpp says by which messages.
#include "explain/topics.hpp"

namespace grader {

const std::vector<topic> compiler_topics = {
    // --- names ---
    {"no-member", "A type is asked for a member that it does not have.",
     "Look at the type's declaration: is the name right, and is it this type "
     "that you hold, or a wrapper around it (poll<T>, std::optional<T>)?"},
    {"undeclared", "A name is used that nothing before this line declares.",
     "A slip of the pen, a missing #include, a missing std:: or kioto::, or a "
     "declaration further down."},
    {"missing-header", "An #include names a file that is not there.",
     "Includes of the course have the whole path in angle brackets: "
     "<kioto/future/poll.hpp>."},
    {"redefinition", "The same thing is defined twice.",
     "Remove one of them. A header needs #pragma once."},
    {"no-declaration",
     "A member is defined whose class declares none of this form.",
     "Compare the two letter by letter: parameters, const, &&, noexcept, the "
     "template's head. What the stub declares is the contract."},
    {"undefined-symbol",
     "A function is declared and called, and no file gives it a body.",
     "Write it, or compare the definition's name, namespace and parameters "
     "with the declaration."},
    {"private-member", "A private member is used from outside of its class.",
     "Use the public function that is there for it, or make yours a member."},
    {"no-object",
     "A member function is called as if it were a plain one, without an "
     "object.",
     "Write object.f() instead of type::f()."},
    {"pointer-or-object",
     "A pointer is used like an object, or an object like a pointer.",
     "`.` for objects and references, `->` for pointers and what acts like "
     "one: std::optional, std::unique_ptr, iterators."},
    {"not-captured", "A lambda uses a local variable that it did not capture.",
     "Name it in the brackets: [x] keeps a copy, [&x] a reference, [x = "
     "std::move(x)] takes it. What runs later must not hold references."},
    // --- calls and conversions ---
    {"no-matching-function",
     "There are functions of this name, but none that takes these arguments.",
     "Compare the arguments with each candidate: how many, of which type, "
     "const or not, a name (lvalue) or something moved (rvalue)."},
    {"wrong-number-of-arguments",
     "The function takes another number of arguments.",
     "Look at its declaration."},
    {"no-constructor",
     "The type has no constructor that takes these arguments.",
     "Look at its constructors. Without arguments it needs a default "
     "constructor; what may be empty is best kept in a std::optional."},
    {"constraint-not-satisfied",
     "A template asks its type for something (a concept), and this type does "
     "not have it.",
     "Look at the concept: it lists the expressions that must compile."},
    {"ambiguous", "Two functions fit equally well.",
     "Make the arguments' types exact."},
    {"no-conversion",
     "A value of one type stands where another is needed, and nothing turns "
     "the one into the other.",
     "Is it the wrapper where the content is needed, or the other way round? "
     "poll<T>::ready(v) makes a poll, value() takes it out."},
    {"base-to-derived",
     "An object of a base class is at hand, and the class that derives from it "
     "is needed. The compiler does not go down by itself: not every object of "
     "the base is a part of the other.",
     "If you know that it is one, go down with a static_cast: "
     "static_cast<derived&>(object), or static_cast<derived*>(pointer). From a "
     "derived class up to its base there is nothing to write.",
     3},
    {"no-operator", "The operator does not exist for these types.",
     "Compare or add the contents, or write the operator."},
    {"not-callable", "Something is called that is not a function.",
     "A member and a local of the same name? Parentheses too many? A callable "
     "is called with std::invoke."},
    {"template-arguments",
     "A template does not learn its arguments from the call.",
     "Write them: name<int>(...). Only parameters' types are deduced, never "
     "return types."},
    {"dependent-name",
     "In a template the compiler cannot know yet whether a name of T is a type "
     "or a template.",
     "Write `typename T::name` for a type, `t.template name<int>()` for a "
     "template."},
    {"static-assertion",
     "A static_assert says that something has to hold, and it does not.",
     "Its text says what."},
    {"abstract-class",
     "An object is made of a class with functions that nobody wrote.",
     "Override each pure virtual function, with the same parameters, const "
     "and noexcept."},
    {"override",
     "A function overrides nothing, or promises less than what it "
     "overrides.",
     "Compare it with the base class: name, parameters, const, noexcept."},
    // --- values, copies, lifetimes ---
    {"deleted-function",
     "A function is used that the type says must not be used; mostly the copy "
     "of something that can only be moved.",
     "Move it: std::move(x), or *std::move(opt) for the content of an "
     "optional. Give return values and parameters by value or &&. A const "
     "object cannot be moved from. A std::mutex or std::atomic member can be "
     "neither copied nor moved."},
    {"needs-rvalue",
     "The function takes only what is given up (&&), and here it gets "
     "something with a name.",
     "Write std::move(x) if you are done with x, or call the overload that "
     "does not take it, such as wake_by_ref().",
     1},
    {"needs-lvalue",
     "A reference that may write is bound to a temporary, which is gone at "
     "the end of the line.",
     "Give the temporary a name, or take it by value or by const&."},
    {"const-violation", "Something const is changed.",
     "Should the function be const at all? A const member function may call "
     "only const members."},
    {"refused-temporary",
     "Something keeps a reference to what it is given, and it is given a "
     "temporary, which is gone at the end of the line. So this form of the "
     "function is deleted.",
     "Give the temporary a name first, in a variable that lives long enough: "
     "`const waker mine = ...;`, and then use that.",
     1},
    {"lent-object",
     "A function that uses its object up (&&) is called on a const one, which "
     "is only lent.",
     "Call what leaves the object as it is, such as wake_by_ref() in place of "
     "wake(); or make a copy, and use the copy up. std::move does not help: "
     "const stays const.",
     1},
    {"member-initialiser",
     "A member has to be made before the constructor's body begins; in the "
     "body it can only be assigned to, and this one cannot.",
     "Write it behind the parameters, and leave the body empty: `explicit "
     "thing(F fn) : fn_(std::move(fn)) {}`. So are made: lambdas, references, "
     "const members, and what has no default constructor. An std::optional is "
     "filled again by emplace()."},
    {"function-pointer",
     "A pointer to a function takes only functions of exactly its form.",
     "Same parameters, same return type, noexcept if the pointer's type ends "
     "with noexcept: `[](void* data) noexcept { ... }`. A lambda with a "
     "capture, [this] or [&], is an object and fits none: what it needs has to "
     "come in by a parameter, cast from void*.",
     1},
    {"base-class",
     "A class is used as one that it is derived from, and it is not, or not "
     "publicly.",
     "`class mine : public base`. Without the word public the base of a class "
     "is private."},
    {"not-assignable",
     "What stands on the left of = is no object that could be changed: a sum, "
     "a number, what a function gave by copy.",
     "Was == meant? Or else the left side has to be a variable, a member, an "
     "element, or a function that gives a reference."},
    {"hidden-name",
     "A name is found in another place than you mean, or in none: a class has "
     "a member of the same name as a type, or the namespace is missing.",
     "Write the namespace before the type: kioto::poll<int>, kioto::waker, "
     "std::optional<int>."},
    {"too-early",
     "A specialisation of a template is used before it is defined, so that the "
     "compiler makes the type of the general template.",
     "In a template name it through the parameters, such as "
     "`detail::mapped_poll<F, T>`: that is looked up only when somebody calls "
     "the function, and then the specialisation is there.",
     1},
    {"dangling-reference",
     "A reference, pointer or view is kept, and what it refers to ends before "
     "it.",
     "Return or store the value itself. What a future needs later must be its "
     "own member.",
     1, 3},
    {"discarded-value",
     "A function's result must not be dropped ([[nodiscard]]), and here it "
     "is. A future that is dropped does nothing at all.",
     "Use the result: keep it, poll it, co_await it.", 1},
    {"missing-return",
     "There is a way through the function on which nothing is returned.",
     "Look at each branch, and at the end."},
    {"unexpected-return",
     "The function returns nothing, and a return gives it a value.",
     "Remove the value, or change the return type."},
    {"void-value",
     "void stands where a value or a type with objects is needed. There is no "
     "object of type void, and no reference to one.",
     "Treat void on its own: `if constexpr (std::is_void_v<T>)`, or a "
     "specialisation like poll<void>.",
     1},
    {"incomplete-type",
     "The type is only declared here, and its definition is needed.",
     "Include the header that defines it, move its definition up, or hold a "
     "pointer to it. A type cannot contain itself."},
    {"uninitialized", "A variable is read before anything was put into it.",
     "Give it a value where it is declared. Members are initialised in the "
     "order of their declaration."},
    {"narrowing", "A number may not fit into the smaller type.",
     "Write static_cast, if you know that it fits."},
    {"assignment-in-condition",
     "A condition assigns with = where == was meant, or compares and drops the "
     "answer.",
     "Look at = and ==."},
    {"unhandled-case", "A switch leaves out one of an enum's values.",
     "Add the case, and no default: then the compiler finds the next one."},
    // --- coroutines ---
    {"not-a-coroutine",
     "The function uses co_await, co_yield or co_return, and its return type "
     "is none that a coroutine can have: it has no promise_type.",
     "Let it return async<T>.", 3},
    {"promise-member",
     "A coroutine's promise_type lacks a member that the compiler calls.",
     "It needs get_return_object, initial_suspend, final_suspend (noexcept), "
     "unhandled_exception, and exactly one of return_void and return_value.",
     3},
    {"not-awaitable", "co_await is given something that cannot be awaited.",
     "Awaitable is a future, an async<T>, or a type with await_ready, "
     "await_suspend and await_resume. A plain value needs no co_await.",
     3},
    {"await-outside-coroutine",
     "co_await or co_yield stands where no coroutine can be suspended.",
     "It must stand in the body of a function that returns async<T>: not in "
     "main, in a constructor, in a catch block, nor outside of any function. "
     "A lambda inside a coroutine is a function of its own, and needs `-> "
     "async<T>`.",
     3},
    {"await-in-static",
     "A static variable is initialised once, under a lock of the compiler's "
     "own; a coroutine that stops in the middle would leave it locked. The "
     "standard forbids it, and this compiler does not notice.",
     "Two lines: `auto first = co_await f();`, then `static const auto kept = "
     "first;`. If f() may run only once, let all callers share one future.",
     3},
    {"final-suspend", "The end of a coroutine must not throw.",
     "Mark final_suspend, and all of what it returns, noexcept.", 3},
    {"return-in-coroutine", "A coroutine ends with co_return, not with return.",
     "Write co_return.", 3},
    // --- spelling ---
    {"syntax", "The compiler cannot read the text here.",
     "Look at the end of the line before, too: a missing ; or bracket is "
     "noticed one token later. The first error counts; others may follow from "
     "it."},
};

}  // namespace grader
