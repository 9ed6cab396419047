#pragma once

#include "compare/compare_objects.hpp"
#include "write/picture/canvas.hpp"

namespace ptyger::app {

/// Phases of both objects, their difference, and below them the Fourier ring correlation with its threshold.
write::Canvas compare_picture(compare::Comparison const& comparison);

}  // namespace ptyger::app
