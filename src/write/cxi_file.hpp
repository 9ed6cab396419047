#pragma once

#include <string>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::write {

/// Writes a result as a CXI file, with the datasets that other programs read, all in SI units:
///   /entry_1/image_1/data                           object, complex {r, i}, [row][col]
///   /entry_1/image_1/process_1/final_illumination   probe, [row][col]; several modes: [mode][row][col]
///   /entry_1/instrument_1/source_1                  energy (J), wavelength (m), illumination: the same probe
///   /entry_1/instrument_1/detector_1                distance and pixel sizes (m), mask (0 = good)
///   /entry_1/sample_1/geometry_1/translation        [frame][x, y, z], metres, also as data_1/translation
/// Unknown quantities are left out. The file appears under its name only when it is whole. Throws as check_output(),
/// and OutputError when writing fails.
void write_cxi(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info);

}  // namespace ptyger::write
