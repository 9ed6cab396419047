#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Whether a word of a file, such as "nearfield", states that frames are near-field images.
bool names_near_field(std::string const& word);

/// The options with near_field set when one of the datasets or attributes "GROUP/ATTRIBUTE" in `words` of a file states
/// it, and in a near field with focus_to_sample_m from the first dataset focus_to_sample_distance or focus_to_sample in
/// one of the groups "GROUP/", unless the options state it. InputError when the file states no positive distance there.
ReadOptions with_near_field(ReadOptions options, hdf5::InputFile const& file, std::vector<std::string> const& words,
                            std::vector<std::string> const& groups = {});

/// Magnification of the frames, (focus to detector) / (focus to sample): 1 in a far field and with a parallel beam.
double magnification_of(ReadOptions const& options, double distance_m);

/// Sets scan.near_field, if the options say that the frames are near fields. InputError, beginning with `file`, when
/// the scan has no wavelength or distance.
void set_near_field(Scan& scan, ReadOptions const& options, std::string const& file);

}  // namespace ptyger::read
