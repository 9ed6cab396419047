# Warnings of our own targets only; CI turns them into errors.
option(PTYGER_WERROR "Treat warnings as errors" OFF)
add_library(ptyger_warnings INTERFACE)
target_compile_options(ptyger_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion
                                                 $<$<BOOL:${PTYGER_WERROR}>:-Werror>)
