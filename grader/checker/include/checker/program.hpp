// SPDX-License-Identifier: MIT
//
// program: where the program under test was loaded. Reports give the address of
// a call as the program's file has it.
#pragma once

#include <checker/address_map.hpp>

namespace checker {

/// Whether it is code of the program under test: not the checker's, and not of
/// a library.
[[nodiscard]] bool is_in_program(address pc);

/// Whether it is code of the file that the program is in, whosever: it may be
/// read.
[[nodiscard]] bool is_in_code(address a);

/// Whether it is code of the library that unwinds stacks: its locks are no part
/// of the program, and it takes more of them the first time.
[[nodiscard]] bool is_in_unwinder(address pc);

/// The call before the return address `pc`, as the file has it.
[[nodiscard]] address in_file(address pc);
/// The way back.
[[nodiscard]] address in_memory(address in_file);

}  // namespace checker
