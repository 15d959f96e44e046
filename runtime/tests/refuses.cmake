# SPDX-License-Identifier: MIT
# Passes if FILE does not compile, and the compiler's output holds the sentence
# in the line `// says: ...` of FILE. The same file, with -DALLOWED, must
# compile: what is refused is the one thing in question.
file(STRINGS "${FILE}" says REGEX "^// says: ")
string(REPLACE "// says: " "" says "${says}")
if(says STREQUAL "")
  message(FATAL_ERROR "${FILE} has no line `// says: ...`")
endif()

set(command "${COMPILER}" -std=c++23 -Wall -Wextra -Werror -fsyntax-only
  "-I${INCLUDE}" "${FILE}")

execute_process(COMMAND ${command} -DALLOWED
  RESULT_VARIABLE status ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${FILE} does not compile with -DALLOWED:\n${output}")
endif()

execute_process(COMMAND ${command}
  RESULT_VARIABLE status ERROR_VARIABLE output)
if(status EQUAL 0)
  message(FATAL_ERROR "${FILE} compiles, and should not: ${says}")
endif()
string(FIND "${output}" "${says}" position)
if(position EQUAL -1)
  message(FATAL_ERROR "${FILE} is refused, but not with \"${says}\":\n${output}")
endif()
