#pragma once

#include "read/formats/mapped_files.hpp"

namespace ptyger::read {

/// Sets beam, distance and object's pixel of a scan of scan.detector pixels from a mapping; quantities of the options
/// replace quantities of the mapping. InputError names the key when a quantity is missing or wrong, or when two
/// contradict each other.
void set_mapped_geometry(FilesWithMapping const& mapped, ReadOptions const& options, Scan& scan);

}  // namespace ptyger::read
