# SPDX-License-Identifier: MIT
# A rebuild after `git switch` or `./kioto clean` should cost seconds.

find_program(KIOTO_CCACHE ccache DOC "Compiler cache; empty: none")
if(KIOTO_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${KIOTO_CCACHE}")
endif()
