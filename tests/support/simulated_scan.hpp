#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::test {

/// 90 frames of 34 x 34 pixels with positions between pixels, and the probe they were made with.
Scan simulated_scan();

}  // namespace ptyger::test
