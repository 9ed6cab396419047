#pragma once

#include "hdf5/output_file.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// Writes what the product layout of ptychodus and pty-chi asks for: positions, probe, object, losses, root attributes.
void write_product(hdf5::OutputFile& file, Scan const& scan, Result const& result, Precision precision);

}  // namespace ptyger
