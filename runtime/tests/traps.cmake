# SPDX-License-Identifier: MIT
# FILE is a program that compiles and is wrong. Passes if, built with SANITIZE,
# or with what a line `// built with: ...` in FILE says, it is stopped with the
# words of the line `// shows: ...`, and if the same file with -DREPAIRED ends
# well.
file(STRINGS "${FILE}" shows REGEX "^// shows: ")
string(REPLACE "// shows: " "" shows "${shows}")
if(shows STREQUAL "")
  message(FATAL_ERROR "${FILE} has no line `// shows: ...`")
endif()
file(STRINGS "${FILE}" built_with REGEX "^// built with: ")
if(built_with)
  string(REPLACE "// built with: " "" SANITIZE "${built_with}")
endif()

cmake_path(GET FILE STEM name)
file(MAKE_DIRECTORY "${SCRATCH}")
# What the programs use of the library: they await, and run no tasks.
file(GLOB sources "${ROOT}/src/detail/*.cpp" "${ROOT}/src/async/*.cpp")

foreach(variant IN ITEMS TRAP REPAIRED)
  set(program "${SCRATCH}/${name}-${variant}")
  execute_process(
    COMMAND "${COMPILER}" -std=c++23 -O0 -g1 -w -fsanitize=${SANITIZE}
      -fno-sanitize-recover=all -D${variant} "-I${ROOT}/include" "${FILE}"
      ${sources} -pthread -o "${program}"
    RESULT_VARIABLE status ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${FILE} does not compile with -D${variant}:\n${output}")
  endif()
  execute_process(COMMAND "${program}" TIMEOUT 20
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE output)
  if(variant STREQUAL "REPAIRED" AND NOT status EQUAL 0)
    message(FATAL_ERROR "${FILE} ends with ${status} repaired:\n${output}")
  endif()
  if(variant STREQUAL "TRAP")
    string(FIND "${output}" "${shows}" position)
    if(status EQUAL 0 OR position EQUAL -1)
      message(FATAL_ERROR
        "${FILE} ends with ${status}, without \"${shows}\":\n${output}")
    endif()
  endif()
endforeach()
