#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

std::vector<DetectorFile> const& detector_files() {
  static std::vector<DetectorFile> const kinds = {};
  return kinds;
}

}  // namespace ptyger::read
