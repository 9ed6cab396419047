#pragma once

#include "ptyger/error.hpp"

namespace ptyger::read {

/// The files are of no known format. The message says what each format lacks.
struct NoScanFound : InputError {
  using InputError::InputError;
};

}  // namespace ptyger::read
