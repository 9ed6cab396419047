#include "read/detector_files/array_frames.hpp"
#include "read/detector_files/dectris.hpp"
#include "read/detector_files/detector_frames.hpp"
#include "read/detector_files/hyperspy.hpp"
#include "read/detector_files/nion.hpp"
#include "read/detector_files/py4dstem.hpp"
#include "read/detector_files/stated_frames.hpp"
#include "read/detector_files/velox.hpp"

namespace ptyger::read {

std::vector<DetectorFile> const& detector_files() {
  static std::vector<DetectorFile> const kinds = {
      {"py4DSTEM", missing_in_py4dstem, open_py4dstem},
      {"HyperSpy", missing_in_hyperspy, open_hyperspy},
      {"Nion Swift", missing_in_nion, open_nion},
      {"Dectris master", missing_in_dectris, open_dectris},
      {"Velox", missing_in_velox, open_velox},
      {"EMPAD", missing_in_empad, open_empad},
      {"Merlin", missing_in_merlin, open_merlin},
      {"blockfile", missing_in_blockfile, open_blockfile},
      {"array of frames", missing_in_array_frames, open_array_frames},
  };
  return kinds;
}

}  // namespace ptyger::read
