# The typeface of the pictures, DejaVu Sans, becomes a part of the library, so that the program needs no file of it.
# ptyger_typeface_source(<variable>): sets the variable to the path of a source file with the bytes of PTYGER_FONT.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  find_file(
    PTYGER_FONT DejaVuSans.ttf
    PATHS /usr/share/fonts /usr/local/share/fonts $ENV{HOME}/.fonts $ENV{HOME}/.local/share/fonts
    PATH_SUFFIXES truetype/dejavu dejavu dejavu-sans-fonts TTF truetype
    DOC "DejaVuSans.ttf, the typeface of the pictures")
  if(NOT EXISTS "${PTYGER_FONT}")
    message(FATAL_ERROR "DejaVuSans.ttf, the typeface of the pictures, was not found. Install the package "
                        "fonts-dejavu-core (other systems: dejavu-sans-fonts, ttf-dejavu), or name the file by "
                        "-D PTYGER_FONT=FOLDER/DejaVuSans.ttf.")
  endif()
  function(ptyger_typeface_source result)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/typeface_bytes.cpp)
    add_custom_command(
      OUTPUT ${source}
      DEPENDS ${PTYGER_FONT} ${PROJECT_SOURCE_DIR}/cmake/Typeface.cmake
      COMMAND ${CMAKE_COMMAND} -D FONT=${PTYGER_FONT} -D OUTPUT=${source} -P ${PROJECT_SOURCE_DIR}/cmake/Typeface.cmake
      COMMENT "Typeface"
      VERBATIM)
    set(${result} ${source} PARENT_SCOPE)
  endfunction()
  return()
endif()

# As a script: writes OUTPUT with the bytes of FONT. A text literal compiles faster than a list of numbers.
file(READ "${FONT}" digits HEX)
string(LENGTH "${digits}" length)
math(EXPR size "${length} / 2")
string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${digits}")
file(WRITE "${OUTPUT}" "#include <cstddef>

namespace ptyger::write {
extern unsigned char const typeface_bytes[];
extern std::size_t const typeface_size;
unsigned char const typeface_bytes[] = \"${bytes}\";
std::size_t const typeface_size = ${size};
}  // namespace ptyger::write
")
