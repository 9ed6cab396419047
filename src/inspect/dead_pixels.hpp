#pragma once

#include "inspect/count_statistics.hpp"

namespace ptyger::inspect {

/// Measured pixels without any count: single ones, of which most neighbours have counts; gaps between pixels with
/// counts that have straight edges, as gaps of modules have and shadows of round stops have not; and parts between a
/// straight edge and the border, such as a half, whose opposite pixels have counts. When one pixel of a row or column
/// without any count is dead, all of them are. Dark borders, beyond which there are no counts on either side, are not
/// dead. `mean`: [pixel] mean counts; `around`: [pixel] mean counts that most of its neighbours have at least; `hot`:
/// pixels whose counts mean nothing.
std::vector<DetectorPixel> find_dead_pixels(Scan const& scan, std::vector<double> const& mean,
                                            std::vector<double> const& around, std::vector<DetectorPixel> const& hot);

}  // namespace ptyger::inspect
