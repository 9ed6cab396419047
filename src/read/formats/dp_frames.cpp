#include "read/formats/dp_frames.hpp"

#include <utility>

namespace ptyger::read {

std::string missing_dp_frames(Inputs const& inputs) {
  return file_with(inputs, "dp") == nullptr ? "no file has the dataset dp" : "";
}

Finding find_dp_frames(Inputs const& inputs) {
  Finding finding{.scan = {}, .frames = FrameSet(datasets_of_all(inputs, "dp"))};
  finding.scan.detector = finding.frames.detector();
  finding.orientation.transpose = finding.frames.are_of_matlab();
  if (auto good = mask_of_all(inputs, "valid_pixel_mask"))
    finding.mask = MaskPlace{std::move(*good), MaskRule::nonzero_valid};
  else if (auto bad = mask_of_all(inputs, "bad_pixels"))
    finding.mask = MaskPlace{std::move(*bad), MaskRule::nonzero_bad};
  return finding;
}

}  // namespace ptyger::read
