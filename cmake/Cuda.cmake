# In a build with CUDA, nvcc compiles the targets that include Kokkos; g++ compiles all others.

# ptyger_uses_kokkos(TARGET): links Kokkos privately and selects the compiler of the target.
function(ptyger_uses_kokkos target)
  target_link_libraries(${target} PRIVATE Kokkos::kokkos)
  if(PTYGER_CUDA)
    kokkos_compilation(TARGET ${target} COMPILER ${PTYGER_NVCC})
    set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER "")
    # g++ compiles the output of nvcc here, about which these warnings are pointless; a host build has all warnings.
    target_compile_options(${target} PRIVATE -Wno-conversion -Wno-sign-conversion -Wno-shadow -Wno-error)
    # fmt 9 assumes that nvcc lacks constexpr, yet needs it to check format strings.
    target_compile_definitions(${target} PRIVATE FMT_USE_CONSTEXPR=1)
  endif()
endfunction()

if(PTYGER_CUDA)
  get_filename_component(kokkos_root "${Kokkos_DIR}/../../.." ABSOLUTE)
  find_program(PTYGER_NVCC_WRAPPER nvcc_wrapper HINTS ${kokkos_root}/bin REQUIRED)
  # ccache works with nvcc_wrapper only if it uses the dependency file (CCACHE_DEPEND) instead of the preprocessor.
  set(PTYGER_NVCC ${PROJECT_BINARY_DIR}/nvcc)
  file(WRITE ${PTYGER_NVCC}.in "#!/bin/sh
export NVCC_WRAPPER_DEFAULT_COMPILER='${CMAKE_CXX_COMPILER}'
export PATH='${CUDAToolkit_BIN_DIR}':\"$PATH\"
# cmake/ptxas_report reads the uncompressed intermediate code in the objects. ccache hashes this file for these flags.
export NVCC_APPEND_FLAGS=\"-no-compress -ftz=true $NVCC_APPEND_FLAGS\"
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
