// SPDX-License-Identifier: MIT
#include "explain/phrases.hpp"

namespace grader {
namespace {

// The special ones stand before the general ones.
constexpr phrase messages[] = {
    // --- coroutines ---
    {"this function cannot be a coroutine: 'std::coroutine_traits<*>' has no "
     "member named 'promise_type'",
     "not-a-coroutine",
     "This function uses co_await or co_return, but its return type ($1) is no "
     "coroutine's: the compiler looks for a promise_type and finds none."},
    {"std::coroutine_traits type was not found", "not-a-coroutine",
     "A coroutine needs #include <coroutine>, which async<T> brings along."},
    {"no matching member function for call to 'await_transform'",
     "not-awaitable",
     "What co_await gets here is nothing that can be awaited in this kind of "
     "coroutine."},
    {"no member named 'await_*' in '*'", "not-awaitable",
     "co_await gets $2, which cannot be awaited: it has no await_$1."},
    {"no member named 'yield_value' in '*'", "promise-member",
     "co_yield does not exist in this kind of coroutine: its promise has no "
     "yield_value."},
    {"no member named 'return_value' in '*'", "promise-member",
     "This coroutine gives no value (its promise has no return_value), and a "
     "co_return gives it one."},
    {"no member named 'return_void' in '*'", "promise-member",
     "This coroutine gives a value, and a co_return without one, or the end of "
     "its body, gives none: its promise has no return_void."},
    {"no member named 'get_return_object' in '*'", "promise-member",
     "The promise has no get_return_object(), which makes what the caller "
     "gets."},
    {"no member named 'initial_suspend' in '*'", "promise-member",
     "The promise has no initial_suspend(), which decides whether the body "
     "starts at once."},
    {"no member named 'final_suspend' in '*'", "promise-member",
     "The promise has no final_suspend(), which decides where control goes "
     "when the body is over."},
    {"'*' is required to declare the member 'unhandled_exception()'",
     "promise-member",
     "$1 has no unhandled_exception(), which is called when the body throws."},
    {"the coroutine promise type '*' declares both 'return_value' and "
     "'return_void'",
     "promise-member",
     "$1 has return_value and return_void; a promise has exactly one of them. "
     "Two specialisations, one of them for void, share the rest by a base."},
    {"the expression 'co_await __promise.final_suspend()' is required to be "
     "non-throwing",
     "final-suspend",
     "What the coroutine does at its very end could throw: something in "
     "final_suspend() or in what it returns is not noexcept."},
    {"return statement not allowed in coroutine", "return-in-coroutine",
     "A return stands in a function that is a coroutine, because it uses "
     "co_await elsewhere."},
    {"'*' cannot be used in the handler of a try block",
     "await-outside-coroutine",
     "$1 stands in a catch block, where a coroutine cannot be suspended. Note "
     "in the catch block what happened, and await behind it."},
    {"'*' cannot be used in a function with a deduced return type",
     "await-outside-coroutine",
     "$1 stands in a function or lambda whose return type is left to the "
     "compiler. A coroutine has to name it: -> async<T>."},
    {"'*' cannot be used *", "await-outside-coroutine",
     "$1 cannot be used $2."},
    {"non-void coroutine does not return a value", "missing-return",
     "There is a way through this coroutine without a co_return."},
    {"* in the initialiser of a static", "await-in-static",
     "$1 stands in the initialiser of a static variable."},
    {"member reference base type '*' is not a structure or union", "no-member",
     "Something is asked for a member or awaited, and it is $1, which has no "
     "members."},
    // --- void ---
    {"variable has incomplete type 'void'", "void-value",
     "A variable would have the type void: what stands on the right gives "
     "nothing."},
    {"field has incomplete type 'void'", "void-value",
     "A member would have the type void: the template is used with void."},
    {"cannot form a reference to 'void'", "void-value",
     "A template is used with void, and makes a reference to it."},
    {"cannot initialize a variable of type '*' with an rvalue of type 'void'",
     "void-value", "$1 is to get what a function returns that returns void."},
    {"argument type 'void' is incomplete", "void-value",
     "The result of a function that returns void is given to another one."},
    {"void function '*' should not return a value", "unexpected-return",
     "$1 returns void, and here it returns a value."},
    // --- dropped, missing, dangling ---
    {"ignoring return value of * declared with 'nodiscard' attribute",
     "discarded-value", "The result of this call is dropped."},
    {"ignoring temporary * declared with 'nodiscard' attribute",
     "discarded-value", "The object that this line makes is dropped at once."},
    {"non-void function does not return a value", "missing-return",
     "The function ends without a return, though it promises a value."},
    {"non-void function '*' should return a value", "missing-return",
     "$1 promises a value, and this return gives none."},
    {"non-void lambda does not return a value", "missing-return",
     "The lambda ends without a return, though it promises a value."},
    {"address of stack memory associated with * returned", "dangling-reference",
     "The function returns the address of $1, which is gone when it returns. A "
     "lambda that captures by reference does so, too."},
    {"reference to stack memory associated with * returned",
     "dangling-reference",
     "The function returns a reference to $1, which is gone when it returns."},
    {"returning reference to local temporary object", "dangling-reference",
     "The function returns a reference to a temporary, which is gone when it "
     "returns."},
    {"returning address of local temporary object", "dangling-reference",
     "The function returns the address of a temporary, which is gone when it "
     "returns."},
    {"object backing the pointer will be destroyed", "dangling-reference",
     "A view or pointer is kept of a temporary, which is gone at the end of "
     "this line."},
    {"reference member '*' binds to a temporary object", "dangling-reference",
     "The member $1 is a reference to a temporary, which is gone when the "
     "constructor ends."},
    {"temporary * dangling", "dangling-reference",
     "A reference is kept of a temporary, which is gone at the end of this "
     "line."},
    // --- copies and moves ---
    {"call to deleted constructor of '*'", "deleted-function",
     "$1 is copied here (or made in another forbidden way), and that "
     "constructor is deleted."},
    {"call to implicitly-deleted copy constructor of '*'", "deleted-function",
     "$1 is copied here, and it cannot be: one of its members cannot."},
    {"call to implicitly-deleted default constructor of '*'",
     "deleted-function",
     "$1 is made without arguments here, and it cannot be: one of its "
     "members needs a value."},
    {"call to deleted * '*'", "deleted-function",
     "$2 is called, and it is deleted."},
    {"overload resolution selected deleted operator '='", "deleted-function",
     "Something is assigned by copy, and its type can only be moved, or not "
     "even that."},
    {"overload resolution selected deleted operator '*'", "deleted-function",
     "The operator $1 is deleted for these types."},
    {"object of type '*' cannot be assigned because its * assignment operator "
     "is implicitly deleted",
     "deleted-function",
     "$1 is assigned, and it cannot be: one of its members cannot."},
    {"attempt to use a deleted function", "deleted-function",
     "A deleted function is used."},
    {"'this' argument to member function '*' is an lvalue, but function has "
     "rvalue ref-qualifier",
     "needs-rvalue",
     "$1() takes only an object that is given up (it is marked &&), and this "
     "one still has a name."},
    {"rvalue reference to type '*' cannot bind to lvalue of type '*'",
     "needs-rvalue",
     "A parameter takes only what is given up (&&), and it gets $2 that has "
     "a name."},
    // --- from a base to what derives from it ---
    {"non-const lvalue reference to type '*' cannot bind to a value of "
     "unrelated type '*'",
     "base-to-derived",
     "A reference to $1 is bound to an object of type $2, which is none, or of "
     "which the compiler cannot know it: as when $2 is the base of $1."},
    {"cannot initialize * of type '*async_promise<*' with * of type "
     "'*promise_base*'",
     "base-to-derived",
     "A pointer to an async_promise is needed, and a pointer to its base, "
     "promise_base, is at hand."},
    {"no member named 'result' in '*promise_base'", "base-to-derived",
     "promise_base has no result(): it does not know the type of it. "
     "async_promise<T>, which derives from it, does."},
    {"cannot cast private base class '*' to '*'", "base-to-derived",
     "$1 is a private base of $2: only $2's own functions may go from the one "
     "to the other."},
    {"non-const lvalue reference to type '*' cannot bind to a *",
     "needs-lvalue",
     "A reference ($1&) that may write is bound to something that it cannot "
     "write to, a "
     "temporary as a rule."},
    {"'this' argument to member function '*' has type '*', but function is not "
     "marked const",
     "const-violation",
     "$1() may change its object, and it is called on a const one."},
    {"cannot assign to non-static data member within const member function "
     "'*'",
     "const-violation", "$1() is const, and assigns to a member."},
    {"cannot assign to variable '*' with const-qualified type",
     "const-violation", "$1 is const, and is assigned to."},
    {"cannot assign to *", "const-violation",
     "This may not be assigned to ($1)."},
    {"binding reference of type '*' to value of type '*' drops 'const'",
     "const-violation",
     "A reference ($1&) would allow a const object to be changed."},
    // --- types ---
    {"variable has incomplete type '*'", "incomplete-type",
     "A variable of type $1 is made, and $1 is only declared so far."},
    {"field has incomplete type '*'", "incomplete-type",
     "A member has the type $1, which is only declared so far."},
    {"member access into incomplete type '*'", "incomplete-type",
     "A member of $1 is used, and $1 is only declared so far."},
    {"invalid application of '*' to an incomplete type '*'", "incomplete-type",
     "$1 of $2 is asked for, and $2 is only declared so far."},
    {"implicit instantiation of undefined template '*'", "incomplete-type",
     "$1 is used, and that template is only declared, or has no "
     "specialisation for these arguments."},
    {"incomplete type '*'", "incomplete-type",
     "$1 is used, and is only declared so far."},
    {"allocation of incomplete type '*'", "incomplete-type",
     "$1 is made with new, and $1 is only declared so far."},
    {"constraints not satisfied for *template '*'", "constraint-not-satisfied",
     "$2 asks for something that its argument does not have."},
    {"type constraint '*' not satisfied", "constraint-not-satisfied",
     "The type does not fulfil $1."},
    {"no viable conversion from returned value of type '*' to function return "
     "type '*'",
     "no-conversion", "The function returns $2, and this return gives it $1."},
    {"no viable conversion from '*' to '*'", "no-conversion",
     "Needed is $2, and there is $1."},
    {"cannot initialize * of type '*' with an * of type '*'", "no-conversion",
     "Needed is $2, and there is $4."},
    {"no viable overloaded '='", "no-conversion",
     "What stands on the right cannot be assigned to what stands on the "
     "left."},
    {"incompatible pointer types", "no-conversion",
     "A pointer to one type is used as a pointer to another."},
    {"excess elements in scalar initializer", "wrong-number-of-arguments",
     "A plain value (a number, a pointer) is initialised from several things; "
     "one fits."},
    {"expression is not assignable", "not-assignable",
     "What stands on the left of = is worked out on the spot, and nothing can "
     "be stored there. To compare, write ==."},
    {"assigning to '*' from incompatible type '*'", "no-conversion",
     "$1 is assigned $2."},
    // --- calls ---
    {"no matching function for call to object of type '*'",
     "no-matching-function",
     "A lambda or function object is called with arguments that it does not "
     "take."},
    {"no matching member function for call to '*'", "no-matching-function",
     "There is a member $1, but none that takes these arguments."},
    {"no matching function for call to '*'", "no-matching-function",
     "There is a function $1, but none that takes these arguments."},
    {"no matching constructor for initialization of '*'", "no-constructor",
     "$1 cannot be made from these arguments."},
    {"no matching conversion for * from '*' to '*'", "no-conversion",
     "$3 cannot be made from $2."},
    {"too few arguments to function call, expected *, have *",
     "wrong-number-of-arguments",
     "The function takes $1 arguments, and it gets $2."},
    {"too many arguments to function call, expected *, have *",
     "wrong-number-of-arguments",
     "The function takes $1 arguments, and it gets $2."},
    {"too few arguments", "wrong-number-of-arguments",
     "The function takes more arguments."},
    {"too many arguments", "wrong-number-of-arguments",
     "The function takes fewer arguments."},
    {"call to '*' is ambiguous", "ambiguous",
     "Two or more functions $1 fit equally well."},
    {"call to constructor of '*' is ambiguous", "ambiguous",
     "Two or more constructors of $1 fit equally well."},
    {"called object type '*' is not a function", "not-callable",
     "$1 is called like a function."},
    {"call to non-static member function without an object", "no-object",
     "A member function is called without an object."},
    {"calling a private constructor of class '*'", "private-member",
     "$1 cannot be made in this way from outside: that constructor is "
     "private. Is there a function that makes one?"},
    {"calling a protected constructor of class '*'", "private-member",
     "$1 cannot be made in this way from outside: that constructor is "
     "protected."},
    {"'*' is a private member of '*'", "private-member",
     "$1 belongs to the inside of $2."},
    {"'*' is a protected member of '*'", "private-member",
     "$1 belongs to $2 and what is derived from it."},
    {"invalid operands to binary expression ('*' and '*')", "no-operator",
     "There is no such operator between $1 and $2."},
    {"invalid argument type '*' to unary expression", "no-operator",
     "There is no such operator for $1."},
    {"member reference type '*' is not a pointer", "pointer-or-object",
     "$1 is no pointer, and has `->` behind it."},
    {"member reference type '*' is a pointer", "pointer-or-object",
     "$1 is a pointer, and has `.` behind it."},
    {"indirection requires pointer operand ('*' invalid)", "pointer-or-object",
     "$1 has `*` before it, and it is no pointer."},
    {"variable '*' cannot be implicitly captured in a lambda", "not-captured",
     "The lambda uses $1, and its brackets do not name it."},
    {"cannot assign to a variable captured by copy in a non-mutable lambda",
     "const-violation",
     "The lambda changes its own copy of a variable; that needs the word "
     "mutable behind its parameters."},
    // --- templates ---
    {"no viable constructor or deduction guide for deduction of template "
     "arguments of '*'",
     "template-arguments",
     "The compiler cannot guess the template arguments of $1 from this."},
    {"use of class template '*' requires template arguments",
     "template-arguments", "$1 needs its template arguments here."},
    {"too many template arguments for *", "template-arguments",
     "There are too many template arguments."},
    {"too few template arguments for *", "template-arguments",
     "There are too few template arguments."},
    {"missing 'typename' prior to dependent type name '*'", "dependent-name",
     "$1 is a type, but the compiler cannot know that yet."},
    {"use 'template' keyword to treat '*' as a dependent template name",
     "dependent-name", "$1 is a template, but the compiler cannot know that."},
    {"'*' in return type deduced as '*' here but deduced as '*'",
     "no-conversion",
     "One return gives $2, an earlier one $3, and the return type is left "
     "to the compiler. Write it out."},
    {"static assertion failed*: *", "static-assertion", "It says: $2."},
    {"static assertion failed due to requirement '*'", "static-assertion",
     "This has to hold, and it does not: $1."},
    {"static assertion failed", "static-assertion",
     "What a static_assert asks for does not hold."},
    {"* is an abstract class", "abstract-class",
     "An object is made of an abstract class."},
    {"allocating an object of abstract class type '*'", "abstract-class",
     "An object is made of the abstract class $1."},
    {"only virtual member functions can be marked 'override'", "override",
     "The base class has no virtual function of this form."},
    {"'*' marked 'override' but does not override", "override",
     "$1 is marked override, and the base class has none of this form."},
    {"exception specification of overriding function is more lax", "override",
     "The base class promises noexcept, and this function does not."},
    // --- names ---
    {"no member named '*' in namespace '*'; did you mean *?", "undeclared",
     "The namespace $2 has no $1 here. The compiler knows $3."},
    {"no member named '*' in namespace '*'", "undeclared",
     "The namespace $2 has no $1 here. Perhaps an #include is missing."},
    {"no type named '*' in '*'", "no-member", "$2 has no type $1."},
    {"no type named '*' in namespace '*'", "undeclared",
     "The namespace $2 has no type $1 here. Perhaps an #include is missing."},
    {"no template named '*'", "undeclared",
     "There is no template $1 here. Perhaps an #include is missing."},
    {"no member named '*' in '*'; did you mean *?", "no-member",
     "$2 has no member $1. The compiler knows $3."},
    {"no member named '*' in '*'", "no-member", "$2 has no member $1."},
    {"use of undeclared identifier '*'; did you mean *?", "undeclared",
     "Nothing is called $1 here. The compiler knows $2."},
    {"use of undeclared identifier '*'", "undeclared",
     "Nothing is called $1 here."},
    {"unknown type name '*'; did you mean *?", "undeclared",
     "There is no type $1 here. The compiler knows $2."},
    {"unknown type name '*'", "undeclared", "There is no type $1 here."},
    {"'*' file not found", "missing-header", "There is no file $1."},
    {"redefinition of '*'", "redefinition", "$1 is defined a second time."},
    {"class member cannot be redeclared", "redefinition",
     "The class declares the same member twice."},
    {"functions that differ only in their return type cannot be overloaded",
     "no-declaration",
     "It is declared with another return type, and two functions cannot differ "
     "in that alone: give yours the one of the declaration."},
    {"out-of-line definition of '*' does not match any declaration in '*'",
     "no-declaration", "$2 declares no $1 of this form."},
    {"* is declared and used, but no file defines it", "undefined-symbol",
     "$1 is called, and has no body anywhere."},
    {"the linker says: undefined symbol: *", "undefined-symbol",
     "$1 is called, and has no body anywhere."},
    {"the linker says: duplicate symbol: *", "redefinition",
     "$1 has a body in two files. A function in a header needs inline."},
    // --- warnings ---
    {"variable '*' is * when used here", "uninitialized",
     "$1 has no value yet when it is read."},
    {"variable '*' is used uninitialized whenever", "uninitialized",
     "There is a way on which $1 has no value yet when it is read."},
    {"field '*' is uninitialized when used here", "uninitialized",
     "The member $1 is read before it has a value."},
    {"field '*' will be initialized after field '*'", "uninitialized",
     "Members are initialised in the order of their declaration: $2 comes "
     "before $1, whatever the constructor's list says."},
    {"non-constant-expression cannot be narrowed from type '*' to '*'",
     "narrowing", "$1 may be too large for $2."},
    {"using the result of an assignment as a condition",
     "assignment-in-condition", "The condition assigns with a single =."},
    {"equality comparison result unused", "assignment-in-condition",
     "The line compares with ==, and nobody looks at the answer."},
    {"enumeration value* not handled in switch", "unhandled-case",
     "The switch leaves out$1."},
    // --- spelling ---
    {"expected ';' *", "syntax", "A semicolon is missing $1."},
    {"expected '{' or ','", "syntax",
     "An initialiser has ended: a bracket too many before this, or too few?"},
    {"expected '*'", "syntax", "A `$1` is missing."},
    {"extraneous closing brace", "syntax", "There is one brace too many."},
    {"expected *", "syntax", "The compiler expected $1 here."},
    {"extra *", "syntax", "There is something too much here: $1."},
};

}  // namespace

std::span<const phrase> message_phrases() { return messages; }

}  // namespace grader
