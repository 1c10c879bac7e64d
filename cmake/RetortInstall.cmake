# The install step and the package that find_package(Retort) finds.
include(CMakePackageConfigHelpers)

set(targets retort_dsl retort_hana retort_plan retort_codegen retort_codegen_authoring retort_authoring retort_runtime retort_command)
foreach(database sqlite postgresql mariadb)
  if(TARGET retort_${database})
    list(APPEND targets retort_${database} retort_${database}_driver)
  endif()
endforeach()
install(TARGETS ${targets} EXPORT RetortTargets FILE_SET HEADERS)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT RetortTargets NAMESPACE retort:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Retort)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/RetortConfig.cmake.in ${PROJECT_BINARY_DIR}/RetortConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Retort)
# Before 1.0 a minor version may break.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/RetortConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/RetortConfig.cmake ${PROJECT_BINARY_DIR}/RetortConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/RetortAddSchema.cmake ${CMAKE_CURRENT_LIST_DIR}/RetortSnapshot.cmake
  ${CMAKE_CURRENT_LIST_DIR}/RetortDependencies.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Retort)
