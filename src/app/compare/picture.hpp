#pragma once

#include <string>

#include "compare/common_noise.hpp"
#include "compare/compare_objects.hpp"
#include "write/drawing/drawing.hpp"

namespace ptyger::app {

/// Phases of both objects, their difference, and below them the Fourier ring correlation with its threshold over the
/// period. Notes state the names, the pixel size and the shift, and warn of noise that both objects share.
write::Drawing compare_picture(compare::Comparison const& comparison, std::string const& a_name,
                               std::string const& b_name, compare::CommonNoise const& noise);

}  // namespace ptyger::app
