#include "read/results/ptypy_result.hpp"

#include <utility>

namespace ptyger::read {

std::string ptypy_storage(hdf5::InputFile const& file, std::string const& group) {
  for (auto const& storage : file.members(group))
    if (file.has_dataset(group + "/" + storage + "/data")) return storage;
  return "";
}

PtypyResult::PtypyResult(hdf5::InputFile opened, std::string const& storage)
    : StoredResult(std::move(opened), "ptypy", "content/obj/" + storage + "/data",
                   "content/probe/" + storage + "/data"),
      storage_(storage) {}

ObjectPixel PtypyResult::storage_pixel(std::string const& group) const {
  auto const pixel = position_pairs(group + storage_ + "/_psize");
  return pixel.size() == 1 ? ObjectPixel{pixel[0].row_m, pixel[0].col_m} : ObjectPixel{};
}

/// `_origin` has the coordinates of [0][0]. Coordinates are those of the middles of patches, as in a Scan.
std::optional<Position> PtypyResult::center() const {
  auto const origin = position_pairs("content/obj/" + storage_ + "/_origin");
  if (origin.size() != 1) return {};
  auto const [rows, cols] = object_shape();
  auto const [row_m, col_m] = pixel();
  return Position{origin[0].row_m + static_cast<double>(rows) / 2 * row_m,
                  origin[0].col_m + static_cast<double>(cols) / 2 * col_m};
}

}  // namespace ptyger::read
