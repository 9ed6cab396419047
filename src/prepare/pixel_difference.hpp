#pragma once

#include <string>

#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// Compares the object pixels of a file, height and width in metres, with the object pixels of the scan. Returns the
/// difference as part of a message; empty when both agree within 0.1 %.
std::string pixel_difference(double height_m, double width_m, Scan const& scan);

}  // namespace ptyger::prepare
