# Which targets go through nvcc in a build with CUDA: those that include Kokkos, and only those.

# ptyger_uses_kokkos(TARGET): links Kokkos privately and picks the compiler for it.
function(ptyger_uses_kokkos target)
  target_link_libraries(${target} PRIVATE Kokkos::kokkos)
  if(PTYGER_CUDA)
    kokkos_compilation(TARGET ${target} COMPILER ${PTYGER_NVCC})
    set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER "")
    # g++ sees what nvcc made of the source: warnings about that are not ours, the host build has them all.
    target_compile_options(${target} PRIVATE -Wno-conversion -Wno-sign-conversion -Wno-shadow -Wno-error)
    # fmt 9 takes nvcc for a compiler without constexpr, but checks format strings with it.
    target_compile_definitions(${target} PRIVATE FMT_USE_CONSTEXPR=1)
  endif()
endfunction()

if(PTYGER_CUDA)
  get_filename_component(kokkos_root "${Kokkos_DIR}/../../.." ABSOLUTE)
  find_program(PTYGER_NVCC_WRAPPER nvcc_wrapper HINTS ${kokkos_root}/bin REQUIRED)
  # The compiler cache does not see through nvcc_wrapper unless it follows the list of headers (CCACHE_DEPEND).
  set(PTYGER_NVCC ${PROJECT_BINARY_DIR}/nvcc)
  file(WRITE ${PTYGER_NVCC}.in "#!/bin/sh
export NVCC_WRAPPER_DEFAULT_COMPILER='${CMAKE_CXX_COMPILER}'
export PATH='${CUDAToolkit_BIN_DIR}':\"$PATH\"
# cmake/ptxas_report reads the intermediate code in the objects. The cache does not know of these flags but by this file.
export NVCC_APPEND_FLAGS=\"-no-compress $NVCC_APPEND_FLAGS\"
CCACHE_DEPEND=1 CCACHE_EXTRAFILES=\"$0\" exec ${PTYGER_CCACHE} '${PTYGER_NVCC_WRAPPER}' \"$@\"
")
  if(NOT PTYGER_CCACHE)
    file(READ ${PTYGER_NVCC}.in launcher)
    string(REPLACE "PTYGER_CCACHE-NOTFOUND " "" launcher "${launcher}")
    file(WRITE ${PTYGER_NVCC}.in "${launcher}")
  endif()
  configure_file(${PTYGER_NVCC}.in ${PTYGER_NVCC} COPYONLY FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
                 GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endif()
