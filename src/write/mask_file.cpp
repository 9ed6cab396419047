#include "write/mask_file.hpp"

#include "hdf5/output_file.hpp"
#include "write/pending_file.hpp"

namespace ptyger::write {

void write_mask(std::string const& path, FrameShape const& shape, std::vector<std::uint32_t> const& mask,
                bool overwrite) {
  PendingFile pending(path, overwrite);
  hdf5::OutputFile file(pending.temporary(), path);
  file.dataset("mask", {shape.rows, shape.cols}, mask, {.gzip = 1});
  file.attribute("mask", "bits", "0 good, 1 invalid, 2 saturated, 4 hot, 8 dead");
  file.close();
  pending.commit();
}

}  // namespace ptyger::write
