# How everything of ours is compiled: warnings, the processor's instructions, sanitizers, the compiler cache.
include(CheckCXXCompilerFlag)

option(PTYGER_WERROR "Treat warnings as errors" OFF)
add_library(ptyger_warnings INTERFACE)
target_compile_options(ptyger_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion
                                                 $<$<BOOL:${PTYGER_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlapping copies in every "text" + std::string (its bug 105651).
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
    # Kokkos uses atomic_thread_fence, which GCC cannot instrument; Serial instances do not rely on it.
    check_cxx_compiler_flag(-Wno-tsan PTYGER_HAVE_WNO_TSAN)
    if(PTYGER_HAVE_WNO_TSAN)
      add_compile_options(-Wno-tsan)
    endif()
  endif()
endif()

find_program(PTYGER_CCACHE ccache)
mark_as_advanced(PTYGER_CCACHE)
if(PTYGER_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache asks for to see through precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${PTYGER_CCACHE})
endif()

# Half of the time of a build from nothing goes into the headers of libraries. OFF for clang-tidy, which cannot read the
# compiler's.
option(PTYGER_PRECOMPILE "Precompile the headers of libraries" ON)

# ptyger_precompile(TARGET <header>... | REUSE_FROM <target>): what most sources of the target include.
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
