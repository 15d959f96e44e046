# SPDX-License-Identifier: MIT
# The repository checks itself, as tests: layout, shell, rules of the house,
# the launcher, the course. `./kioto test` runs them beside the unit tests.

set(KIOTO_CHECKS "${CMAKE_CURRENT_SOURCE_DIR}/scripts/checks")

foreach(check behaviour format house orders shell)
  add_test(NAME checks.${check} COMMAND "${KIOTO_CHECKS}/${check}")
endforeach()
set_tests_properties(checks.shell PROPERTIES SKIP_RETURN_CODE 77)

foreach(suite launcher checks)
  add_test(NAME scripts.${suite}
    COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/scripts/tests/${suite}_test")
  set_tests_properties(scripts.${suite} PROPERTIES TIMEOUT 120)
endforeach()

# The runtime's own tests in the builds that `./kioto test` made beforehand;
# what must not compile, and what is installed, is the same in all of them.
if(TARGET kioto_tests)
  foreach(preset asan tsan)
    add_test(NAME runtime.${preset}
      COMMAND "${CMAKE_CTEST_COMMAND}"
        --test-dir "${CMAKE_CURRENT_SOURCE_DIR}/build/${preset}"
        -R "^runtime\\.(unit|stress|stack|stress-command)$" --output-on-failure --no-tests=error)
    set_tests_properties(runtime.${preset} PROPERTIES TIMEOUT 600)
  endforeach()
endif()

# The course, linted as a product. These compile a lot and measure times, so
# they run alone.
if(TARGET grader)
  add_test(NAME course.sync COMMAND grader author sync --check)
  add_test(NAME course.verify COMMAND grader author verify --ci)
  set_tests_properties(course.sync course.verify PROPERTIES
    RUN_SERIAL ON TIMEOUT 2400
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
endif()
