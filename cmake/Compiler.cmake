# How the sources of this repository are compiled: warnings, instructions of the processor, sanitizers, compiler cache,
# sources compiled together, precompiled headers.
include(CheckCXXCompilerFlag)

option(PTYGER_UNITY "Compile several sources as one: a faster first build, slower builds after a change" OFF)
option(PTYGER_WERROR "Treat warnings as errors" OFF)
add_library(ptyger_warnings INTERFACE)
# With PTYGER_UNITY, variables may hide constants of other sources in their group, which is no mistake.
target_compile_options(
  ptyger_warnings INTERFACE -Wall -Wextra -Wconversion -Wsign-conversion $<$<NOT:$<BOOL:${PTYGER_UNITY}>>:-Wshadow>
                            $<$<BOOL:${PTYGER_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlapping copies in every "text" + std::string (GCC bug 105651).
  target_compile_options(ptyger_warnings INTERFACE -Wno-restrict)
endif()

option(PTYGER_NATIVE "Tune for the processor of this machine; OFF for builds shared by different nodes" ON)
if(PTYGER_NATIVE)
  check_cxx_compiler_flag(-march=native PTYGER_HAVE_MARCH_NATIVE)
  if(PTYGER_HAVE_MARCH_NATIVE)
    add_compile_options(-march=native)
  endif()
endif()

set(PTYGER_SANITIZE "" CACHE STRING "Sanitizers, comma separated: address,undefined or thread")
if(PTYGER_SANITIZE)
  add_compile_options(-fsanitize=${PTYGER_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${PTYGER_SANITIZE})
  if(PTYGER_SANITIZE MATCHES thread)
    # Kokkos calls atomic_thread_fence, which GCC cannot instrument; instances of Kokkos::Serial do not need it.
    check_cxx_compiler_flag(-Wno-tsan PTYGER_HAVE_WNO_TSAN)
    if(PTYGER_HAVE_WNO_TSAN)
      add_compile_options(-Wno-tsan)
    endif()
  endif()
endif()

find_program(PTYGER_CCACHE ccache)
mark_as_advanced(PTYGER_CCACHE)
if(PTYGER_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # ccache requires this sloppiness for precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${PTYGER_CCACHE})
endif()

# Parsing headers of libraries takes half of the time of a first build. OFF for clang-tidy, which cannot read the
# precompiled headers of GCC.
option(PTYGER_PRECOMPILE "Precompile the headers of libraries" ON)

# ptyger_unity(TARGET SOURCE...): with PTYGER_UNITY, compiles the sources of a target in groups, except SOURCE... Sources
# of a folder share most of their headers, so that a group takes little longer than a single source. Helpers of different
# sources in one namespace must have different names.
function(ptyger_unity target)
  if(PTYGER_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    if(ARGN)
      set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endif()
endfunction()

# ptyger_precompile(TARGET <header>... | REUSE_FROM <target>): precompiles headers that most sources of a target include.
function(ptyger_precompile target)
  if(PTYGER_PRECOMPILE AND NOT PTYGER_CUDA)
    if(ARGV1 STREQUAL REUSE_FROM)
      target_precompile_headers(${target} ${ARGN})
    else()
      target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
      target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
  endif()
endfunction()
