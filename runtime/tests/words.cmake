# SPDX-License-Identifier: MIT
# The library knows nothing of who teaches with it. Fails, with file and line,
# if a file below ROOT holds one of the words that only a teacher needs.
# They are spelled with a bracket here, so that this file does not find itself.
set(words "chapte[r]|exercis[e]|learne[r]|grade[r]")

file(GLOB_RECURSE files LIST_DIRECTORIES false
  "${ROOT}/*.hpp" "${ROOT}/*.cpp" "${ROOT}/*.md" "${ROOT}/*.txt"
  "${ROOT}/*.cmake" "${ROOT}/*.in")
list(LENGTH files count)
if(count LESS 10)
  message(FATAL_ERROR "only ${count} files below ${ROOT}: looked in a wrong place")
endif()

set(found "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  string(TOLOWER "${text}" text)
  if(NOT text MATCHES "${words}")
    continue()
  endif()
  # Semicolons and brackets would split or join the lines of a CMake list.
  string(REGEX REPLACE "[][;]" " " text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  set(number 0)
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "${words}")
      string(APPEND found "${file}:${number}: ${CMAKE_MATCH_0}\n")
    endif()
  endforeach()
endforeach()
if(found)
  message(FATAL_ERROR "words that do not belong into the library:\n${found}")
endif()
