#pragma once

#include <optional>
#include <string>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"

namespace ptyger::read {

/// The angle in a dataset, degrees: one number, or several numbers that agree within 0.01 degrees; they are radians
/// when the attribute `units` begins with rad. Empty when there is no such dataset, and, reported as AngleNotUsed, when
/// the angle varies or is not finite.
std::optional<double> angle_of_dataset(hdf5::InputFile const& file, std::string const& name, ReadingReport& report);

}  // namespace ptyger::read
