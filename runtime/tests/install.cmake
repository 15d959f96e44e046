# SPDX-License-Identifier: MIT
# Installs the built library into SCRATCH, builds the examples against it as a
# stranger would, and runs one.
function(run what)
  execute_process(COMMAND ${ARGN}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${what} failed:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${SCRATCH}")
run("install" "${CMAKE_COMMAND}" --install "${BUILD}"
  --prefix "${SCRATCH}/prefix")
run("configure" "${CMAKE_COMMAND}" -S "${EXAMPLES}" -B "${SCRATCH}/build"
  -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_PREFIX_PATH=${SCRATCH}/prefix")
run("build" "${CMAKE_COMMAND}" --build "${SCRATCH}/build")
run("hello" "${SCRATCH}/build/kioto_hello")
if(NOT output STREQUAL "main: waiting\nhello from another thread\n")
  message(FATAL_ERROR "kioto_hello printed:\n${output}")
endif()
run("tasks" "${SCRATCH}/build/kioto_tasks")
if(NOT output MATCHES "^sum: 499500\nfailed: no such number\naborted: ")
  message(FATAL_ERROR "kioto_tasks printed:\n${output}")
endif()

# The version file refuses a version that is not this one.
file(WRITE "${SCRATCH}/newer/CMakeLists.txt" "
cmake_minimum_required(VERSION 3.25)
project(newer LANGUAGES CXX)
find_package(kioto 99 QUIET)
if(kioto_FOUND)
  message(FATAL_ERROR \"version ${VERSION} passed for 99\")
endif()
find_package(kioto ${VERSION} EXACT REQUIRED)
")
run("version check" "${CMAKE_COMMAND}" -S "${SCRATCH}/newer"
  -B "${SCRATCH}/newer/build" -G "${GENERATOR}"
  "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${SCRATCH}/prefix")
