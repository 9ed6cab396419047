#include "read/dp_frames.hpp"

#include "read/frames.hpp"
#include "read/mask.hpp"

namespace ptyger::read {

std::string missing_dp_frames(Inputs const& inputs) {
  if (inputs.size() > 2) return "it is one or two files, but " + std::to_string(inputs.size()) + " were given";
  return file_with(inputs, "dp") == nullptr ? "no file has the dataset dp" : "";
}

Finding find_dp_frames(Inputs const& inputs) {
  auto const& file = *file_with(inputs, "dp");
  Finding finding{.scan = {}, .frames = file.dataset("dp")};
  Scan& scan = finding.scan;
  scan.detector = frame_extent(finding.frames).detector;
  if (file.has_dataset("valid_pixel_mask"))
    scan.measured = read_mask(file.dataset("valid_pixel_mask"), scan.detector, MaskRule::nonzero_valid, scan.notes);
  else if (file.has_dataset("bad_pixels"))
    scan.measured = read_mask(file.dataset("bad_pixels"), scan.detector, MaskRule::nonzero_bad, scan.notes);
  return finding;
}

}  // namespace ptyger::read
