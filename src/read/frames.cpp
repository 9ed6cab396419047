#include "read/frames.hpp"

#include <algorithm>
#include <iterator>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {

bool is_of_matlab(hdf5::InputDataset const& dataset) {
  return dataset.has_attribute("MATLAB_class");
}

FrameExtent frame_extent(hdf5::InputDataset const& dataset) {
  auto const& shape = dataset.shape();
  std::string const found = dataset.where() + " has the shape " + hdf5::to_string(shape);
  std::size_t const rank = shape.size();
  auto const raster_axes = std::count_if(shape.begin(), shape.end() - std::min<std::ptrdiff_t>(2, std::ssize(shape)),
                                         [](std::size_t extent) { return extent != 1; });
  if (rank < 3 || raster_axes > 2) throw InputError(found + ", but frames are needed as (frame, row, column).");
  if (dataset.size() == 0) throw InputError(found + ": it holds no frames. Was the scan aborted?");
  auto const kind = dataset.kind();
  if (kind == hdf5::Kind::complex || kind == hdf5::Kind::text || kind == hdf5::Kind::other)
    throw InputError(dataset.where() + " holds values of type " + hdf5::name(kind) +
                     ", but frames are counts: whole or real numbers.");
  FrameShape const frame{.rows = shape[rank - 2], .cols = shape[rank - 1]};
  return {dataset.size() / frame.pixels(), frame};
}

}  // namespace ptyger::read
