#pragma once

#include "compare/compare_objects.hpp"
#include "write/canvas.hpp"

namespace ptyger {

/// Phases of both objects, their difference, and below them the Fourier ring correlation with its threshold.
Canvas compare_picture(Comparison const& comparison);

}  // namespace ptyger
