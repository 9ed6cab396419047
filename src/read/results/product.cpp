#include "read/results/product.hpp"

#include <cmath>
#include <string>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/damaged.hpp"
#include "read/probe.hpp"
#include "read/results/read_initial.hpp"
#include "read/results/result_frames.hpp"

namespace ptyger::read {

std::optional<ObjectPixel> stated_product_pixel(hdf5::InputFile const& file) {
  for (std::string const owner : {"object", "probe"}) {
    double const row_m = file.number_attribute(owner, "pixel_height_m").value_or(0);
    double const col_m = file.number_attribute(owner, "pixel_width_m").value_or(0);
    if (std::isfinite(row_m) && std::isfinite(col_m) && row_m > 0 && col_m > 0) return {{row_m, col_m}};
  }
  return {};
}

ObjectPixel product_pixel(hdf5::InputFile const& file) {
  if (auto const pixel = stated_product_pixel(file)) return *pixel;
  throw InputError(file.path() +
                   ": neither 'object' nor 'probe' has the attributes pixel_height_m and pixel_width_m "
                   "with positive numbers, so the positions cannot be placed. Add them to 'object'.");
}

double product_energy_eV(hdf5::InputFile const& file) {
  auto const energy = file.number_attribute("/", "photon_energy_eV");
  return energy ? *energy : file.number_attribute("/", "probe_energy_eV").value_or(0);
}

ObjectShape object_shape(hdf5::InputDataset const& dataset) {
  auto shape = dataset.shape();
  if (shape.size() == 3 && shape[0] == 1) shape.erase(shape.begin());
  if (shape.size() != 2 || dataset.size() == 0)
    throw InputError(dataset.where() + " has the shape " + hdf5::to_string(dataset.shape()) +
                     ", but an object of one layer is needed: (1, rows, columns) or (rows, columns).");
  return {shape[0], shape[1]};
}

ObjectImage read_object(hdf5::InputDataset const& dataset) {
  auto const shape = object_shape(dataset);
  ObjectImage object{shape.rows, shape.cols, dataset.read<std::complex<double>>()};
  for (auto const& value : object.values)
    if (!std::isfinite(value.real()) || !std::isfinite(value.imag()))
      throw InputError(dataset.where() + " holds values that are not finite, so nothing can be made from it.");
  return object;
}

Initial read_initial(std::string const& path) {
  return or_damaged(path, [&]() -> Initial {
    hdf5::InputFile const file(path);
    if (!file.has_dataset("object"))
      throw InputError(path +
                       ": no dataset 'object' (PtyGer, ptychodus, pty-chi) is there, so nothing can be gone on from. "
                       "Name a result by --init RESULT.h5, not a scan or a CXI image.");
    auto const pixel = product_pixel(file);
    ReadingReport report;  // a result has no report
    return {.object = read_object(file.dataset("object")),
            .probe = read_probe_modes(file.dataset("probe"), report),
            .pixel_row_m = pixel.row_m,
            .pixel_col_m = pixel.col_m,
            .center_row_m = file.number_attribute("object", "center_y_m").value_or(0),
            .center_col_m = file.number_attribute("object", "center_x_m").value_or(0),
            .frames = result_frames(file)};
  });
}

}  // namespace ptyger::read
