# Files that `cmake --install` installs: the program with its manual and completions, and libptyger as a CMake package.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/PtyGer)

install(TARGETS ptyger_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS ptyger ptyger_device ptyger_host EXPORT PtyGerTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/ptyger DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
# Documents keep their folders, so that links between them work; the manual refers to src/read/README.md.
install(FILES LICENSE README.md CHANGELOG.md CONTRIBUTING.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})
file(GLOB_RECURSE documents RELATIVE ${PROJECT_SOURCE_DIR} src/README.md tests/README.md perf/README.md cmake/README.md
     jobs/README.md)
foreach(document ${documents})
  get_filename_component(folder ${document} DIRECTORY)
  install(FILES ${document} DESTINATION ${CMAKE_INSTALL_DOCDIR}/${folder})
endforeach()
install(FILES tests/data/pictures/siemens_star_phase.png DESTINATION ${CMAKE_INSTALL_DOCDIR}/tests/data/pictures)

install(EXPORT PtyGerTargets NAMESPACE PtyGer:: DESTINATION ${package_folder})
configure_package_config_file(cmake/PtyGerConfig.cmake.in ${PROJECT_BINARY_DIR}/PtyGerConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/PtyGerConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/PtyGerConfig.cmake ${PROJECT_BINARY_DIR}/PtyGerConfigVersion.cmake
        DESTINATION ${package_folder})
if(PTYGER_CUDA)
  install(FILES cmake/FindNCCL.cmake DESTINATION ${package_folder})
endif()

# The program writes its manual and completions during the installation, not during the build, since a build with CUDA
# runs only on a machine with a driver.
configure_file(cmake/install_documents.cmake.in ${PROJECT_BINARY_DIR}/install_documents.cmake @ONLY)
install(SCRIPT ${PROJECT_BINARY_DIR}/install_documents.cmake)
