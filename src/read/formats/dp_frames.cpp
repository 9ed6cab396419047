#include "read/formats/dp_frames.hpp"

namespace ptyger::read {

std::string missing_dp_frames(Inputs const& inputs) {
  return file_with(inputs, "dp") == nullptr ? "no file has the dataset dp" : "";
}

Finding find_dp_frames(Inputs const& inputs) {
  auto const& file = *file_with(inputs, "dp");
  Finding finding{.scan = {}, .frames = FrameSet(datasets_of_all(inputs, "dp"))};
  finding.scan.detector = finding.frames.detector();
  finding.orientation.transpose = is_of_matlab(file, "dp");
  if (file.has_dataset("valid_pixel_mask"))
    finding.mask = MaskPlace{file.dataset("valid_pixel_mask"), MaskRule::nonzero_valid};
  else if (file.has_dataset("bad_pixels"))
    finding.mask = MaskPlace{file.dataset("bad_pixels"), MaskRule::nonzero_bad};
  return finding;
}

}  // namespace ptyger::read
