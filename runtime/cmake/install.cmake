# SPDX-License-Identifier: MIT
# After `cmake --install`, find_package(kioto) gives the target kioto::kioto.
include(CMakePackageConfigHelpers)

set(kioto_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/kioto")

install(TARGETS kioto EXPORT kioto-targets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY include/kioto
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp")
install(EXPORT kioto-targets
  NAMESPACE kioto::
  DESTINATION "${kioto_package_dir}")

configure_package_config_file(
  cmake/kioto-config.cmake.in
  "${CMAKE_CURRENT_BINARY_DIR}/kioto-config.cmake"
  INSTALL_DESTINATION "${kioto_package_dir}")
# Before 1.0 a new minor version may break its users.
write_basic_package_version_file(
  "${CMAKE_CURRENT_BINARY_DIR}/kioto-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_CURRENT_BINARY_DIR}/kioto-config.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/kioto-config-version.cmake"
  DESTINATION "${kioto_package_dir}")
