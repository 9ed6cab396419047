#pragma once

#include <functional>
#include <optional>
#include <string>

#include "ptyger/halves.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::app {

/// Reconstructs a half of the frames; an incomplete result: an interrupt came.
using SolveHalf = std::function<Result(Scan const& half, Options const&)>;

/// Where the picture of a comparison goes.
struct HalvesPicture {
  std::string file;
  write::PictureFormat format = write::PictureFormat::png;
};

/// Throws InputError when a scan has too few frames for two halves that can be compared, as `option` asks.
void require_frames_of_halves(Scan const& scan, std::string const& option);

/// Reconstructs both halves of the frames with the settings and the number of iterations of a complete run, each from
/// the initial probe and at the positions of the scan, compares them and draws the picture. scan: all frames, with the
/// initial probe; options: with the settings that were chosen from the data; whole: the images of all frames. Empty: an
/// interrupt came.
std::optional<HalvesComparison> compare_halves(Scan const& scan, Options const& options, Result const& whole,
                                               SolveHalf const& solve, HalvesPicture const& picture);

}  // namespace ptyger::app
