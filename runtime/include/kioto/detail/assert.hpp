// SPDX-License-Identifier: MIT
//
// Assertions: what happens when a caller, or the library itself, breaks a
// rule. The program stops at once, with a sentence that says where and why.
//
// Assertions are on in every build. Each is one predictable branch; a program
// that goes on with a broken invariant costs more.
#pragma once

#include <source_location>

namespace kioto::detail {

/// Prints "kioto: FILE:LINE: message" to standard error and aborts.
///
/// `where` is the caller unless another place is to blame: a function that
/// checks a rule of its own takes a `std::source_location` argument with the
/// same default and hands it on.
[[noreturn]] void die(
    const char* message,
    std::source_location where = std::source_location::current()) noexcept;

}  // namespace kioto::detail

/// KIOTO_ASSERT(condition, message) or KIOTO_ASSERT(condition, message, where):
/// stops the program by `kioto::detail::die` unless the condition holds.
#define KIOTO_ASSERT(condition, ...) \
  (static_cast<bool>(condition) ? void() : ::kioto::detail::die(__VA_ARGS__))
