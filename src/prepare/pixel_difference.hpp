#pragma once

#include <string>

#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// By how much the pixels of a file, height and width in metres, differ from the object's pixels of the scan, for a
/// message; empty when both agree within 0.1 %.
std::string pixel_difference(double row_m, double col_m, Scan const& scan);

}  // namespace ptyger::prepare
