#pragma once

#include <string>

#include "hdf5/input_file.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

inline std::string const cxi_source = "entry_1/instrument_1/source_1/";
inline std::string const cxi_detector = "entry_1/instrument_1/detector_1/";

/// Whether a CXI file states a part of the geometry.
bool has_cxi_geometry(hdf5::InputFile const& file);

/// Sets beam, distance, object's pixel and the geometry of a near field of a scan of scan.detector pixels from a CXI
/// file; quantities of the options replace quantities of the file. Numbers are SI, unless their attribute `units` says
/// otherwise. InputError names what is missing.
void read_cxi_geometry(hdf5::InputFile const& file, ReadOptions const& options, Scan& scan);

}  // namespace ptyger::read
