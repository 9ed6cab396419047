#pragma once

#include <string>

#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Moves the zero frequency of counts and mask from the centre [D/2][D/2] to the corner [0][0], unless it is there
/// already: the mean pattern is compared in two blocks of a quarter of the area each, around centre and corner, and
/// the stronger one wins. When neither has 1.2 times the amplitude of the other the centre is assumed, as all
/// formats have it there. Adds what was found to scan.notes. InputError when all measured counts are zero.
void move_zero_frequency_to_corner(Scan& scan);

}  // namespace ptyger::read
