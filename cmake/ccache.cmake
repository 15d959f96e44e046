# SPDX-License-Identifier: MIT
# A rebuild after `git switch` or `./kioto clean` should cost seconds.

find_program(KIOTO_CCACHE ccache DOC "Compiler cache; empty: none")
if(KIOTO_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # A precompiled header is known by its content: see -fno-pch-timestamp.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros"
    "${KIOTO_CCACHE}")
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
