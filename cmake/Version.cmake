# Determines the version in `ptyger --version` and in results at every build, so that it names the commit:
#   a repository with a tag     git describe --tags --always --dirty
#   a repository without a tag  PROJECT_VERSION+gCOMMIT, and -dirty where files differ from the commit
#   an archive of a commit      PROJECT_VERSION+gCOMMIT: git writes the commit below, as .gitattributes asks
#   anything else               PROJECT_VERSION
# ptyger_version_source(<variable>): sets the variable to the path of a source file that defines ptyger::version(), and
# adds a target `ptyger_version` that keeps the file up to date.
function(ptyger_version_source result)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/version.cpp)
  add_custom_target(
    ptyger_version
    BYPRODUCTS ${source}
    COMMAND ${CMAKE_COMMAND} -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D PROJECT_VERSION=${PROJECT_VERSION} -D
            OUTPUT=${source} -P ${PROJECT_SOURCE_DIR}/cmake/Version.cmake
    COMMENT "Version"
    VERBATIM)
  set(${result} ${source} PARENT_SCOPE)
endfunction()
if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

# Output of a git command; empty when it fails.
function(ask_git result)
  execute_process(COMMAND git ${ARGN} WORKING_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE answer RESULT_VARIABLE failed
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(failed)
    set(answer "")
  endif()
  set(${result} "${answer}" PARENT_SCOPE)
endfunction()

set(archived_commit "$Format:%h$")
set(version ${PROJECT_VERSION})
# Without a .git folder here git would describe the repository of an enclosing project.
if(EXISTS ${SOURCE_DIR}/.git)
  ask_git(tagged describe --tags --dirty)
  ask_git(commit describe --always --dirty)
  if(NOT tagged STREQUAL "")
    set(version ${tagged})
  elseif(NOT commit STREQUAL "")
    set(version ${PROJECT_VERSION}+g${commit})
  endif()
elseif(archived_commit MATCHES "^[0-9a-f]+$")
  set(version ${PROJECT_VERSION}+g${archived_commit})
endif()

set(text "#include \"ptyger/version.hpp\"\n\nchar const* ptyger::version() {\n  return \"${version}\";\n}\n")
set(written "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} written)
endif()
if(NOT text STREQUAL written)
  file(WRITE ${OUTPUT} "${text}")
endif()
