#include "hdf5/extents.hpp"

#include <vector>

#include "hdf5/failure.hpp"

namespace ptyger::hdf5 {

Shape extents(hid_t space) {
  int const rank = check(H5Sget_simple_extent_ndims(space), "H5Sget_simple_extent_ndims", "dataspace");
  std::vector<hsize_t> dimensions(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space, dimensions.data(), nullptr), "H5Sget_simple_extent_dims", "dataspace");
  if (H5Sget_simple_extent_type(space) == H5S_NULL) return {0};
  return {dimensions.begin(), dimensions.end()};
}

std::string to_string(Shape const& shape) {
  std::string text = "(";
  for (std::size_t axis = 0; axis < shape.size(); ++axis) text += (axis ? ", " : "") + std::to_string(shape[axis]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

SpaceHandle make_space(Shape const& shape) {
  if (shape.empty()) return SpaceHandle(check(H5Screate(H5S_SCALAR), "H5Screate", "dataspace"));
  std::vector<hsize_t> const dimensions(shape.begin(), shape.end());
  return SpaceHandle(check(H5Screate_simple(static_cast<int>(shape.size()), dimensions.data(), nullptr),
                           "H5Screate_simple", "dataspace"));
}

SpaceHandle select_slab(hid_t file_space, Slab const& slab, std::string const& where) {
  if (slab.extent.empty()) return make_space({});
  std::vector<hsize_t> const start(slab.first.begin(), slab.first.end());
  std::vector<hsize_t> const extent(slab.extent.begin(), slab.extent.end());
  check(H5Sselect_hyperslab(file_space, H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr),
        "H5Sselect_hyperslab", where);
  return make_space(slab.extent);
}

SpaceHandle select_rows(hid_t file_space, Shape const& shape, std::size_t first, std::size_t number,
                        std::string const& where) {
  return select_slab(file_space, rows_of(shape, first, number), where);
}

}  // namespace ptyger::hdf5
