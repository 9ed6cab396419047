#include "read/results/result_frames.hpp"

#include <string>

namespace ptyger::read {

std::optional<core::ResultFrames> result_frames(hdf5::InputFile const& file) {
  std::string const half = "ptyger/input/half";
  std::string const files = "ptyger/input/files";
  if (!file.has_dataset(half) || !file.has_dataset(files)) return {};
  return core::ResultFrames{.files = file.dataset(files).texts(),
                            .half = from_word<FrameHalf>(file.dataset(half).text()).value_or(FrameHalf::all),
                            .shared_start = file.number_attribute(half, "shared_start").value_or(0) != 0};
}

}  // namespace ptyger::read
