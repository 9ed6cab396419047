# PTYGER_SANITIZE=address,undefined or thread: for everything that is built here.
set(PTYGER_SANITIZE "" CACHE STRING "Sanitizers, comma separated")
if(PTYGER_SANITIZE)
  add_compile_options(-fsanitize=${PTYGER_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${PTYGER_SANITIZE})
endif()
