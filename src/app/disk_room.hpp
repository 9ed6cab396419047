#pragma once

#include <cstddef>
#include <string>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::app {

/// Approximate size of the result file, bytes.
std::size_t result_bytes(Scan const& scan, Options const& options);

/// Throws InputError when the disks of the outputs have less room than the outputs of the run need: result, checkpoint,
/// pictures, report, CXI file and TIFF images. The message names the folder, what is needed and what is free.
void require_room(prepare::ReconstructSettings const& settings, Scan const& scan, Options const& options);

/// Throws InputError when the folder --rescue cannot be written to.
void check_rescue(prepare::ReconstructSettings const& settings);

/// Writes the result. When its disk is full, tries again while a user sits at a terminal, until an interrupt. When that
/// does not help, writes it into the folder --rescue. Returns the name of the file. Throws InputError when neither can
/// be written.
std::string write_or_rescue(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& result,
                            ResultInfo const& info);

}  // namespace ptyger::app
