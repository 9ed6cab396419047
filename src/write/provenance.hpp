#pragma once

#include "hdf5/output_file.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::write {

/// Writes the group /ptyger: how the result was made, its history, the illumination and the mask of the detector.
void write_provenance(hdf5::OutputFile& file, Scan const& scan, Result const& result, ResultInfo const& info);

}  // namespace ptyger::write
