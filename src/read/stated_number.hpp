#pragma once

#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/reading_report.hpp"

namespace ptyger::read {

/// A number that a file states.
struct StatedNumber {
  double value = 0;       ///< in its unit
  std::string unit = {};  ///< unit that follows the number in a text, such as "8.8 keV"; else empty
};

/// The number of a dataset: the only one; the mean of several that agree within 0.1 %, such as one for each frame
/// (MeanTaken, unless all are equal); or the number at the beginning of a text. InputError when the numbers vary, when
/// one is not finite, or when there is none.
StatedNumber stated_number(hdf5::InputDataset const& dataset, ReadingReport& report);

/// The mean of numbers that agree within 0.1 %; InputError, beginning with `where`, otherwise.
double common_number(std::vector<double> const& numbers, std::string const& where, ReadingReport& report);

/// The text without blanks around it.
std::string without_blanks(std::string const& text);

}  // namespace ptyger::read
