# SPDX-License-Identifier: MIT
# Chooses clang 19 or newer before project() looks for a compiler, and refuses
# everything else after it: GCC 12 destroys coroutine parameters twice
# (docs/adr/0001-clang-19-only.md).
#
#   include(compiler)           before project(): picks one when none was named
#   kioto_require_clang()       after project(): stops with one sentence

if(NOT DEFINED CMAKE_CXX_COMPILER)
  find_program(CMAKE_CXX_COMPILER
    NAMES clang++-19 clang++-20 clang++-21 clang++
    DOC "clang 19 or newer")
  if(NOT CMAKE_CXX_COMPILER)
    # Left to project(), which finds some other compiler for the message below.
    unset(CMAKE_CXX_COMPILER CACHE)
  endif()
endif()

function(kioto_require_clang)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang"
      AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19)
    return()
  endif()
  message(FATAL_ERROR
    "Kioto needs clang 19 or newer; this is ${CMAKE_CXX_COMPILER_ID} "
    "${CMAKE_CXX_COMPILER_VERSION} (${CMAKE_CXX_COMPILER}). "
    "Other compilers miscompile coroutines: docs/adr/0001-clang-19-only.md. "
    "On Debian 12 or Ubuntu 24.04: apt-get install clang-19 lld-19, "
    "then configure in an empty build folder.")
endfunction()
