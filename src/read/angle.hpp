#pragma once

#include <optional>
#include <string>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"

namespace ptyger::read {

/// The angle in a dataset: one number, or several that are all the same within 0.01 degrees; degrees unless its
/// attribute `units` begins with rad. Nothing, with a note, when it varies or is not finite, and when there is none.
std::optional<double> angle_of_dataset(hdf5::InputFile const& file, std::string const& name, ReadingReport& report);

}  // namespace ptyger::read
