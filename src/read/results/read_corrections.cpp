#include "read/results/read_corrections.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "array_files/open_input.hpp"
#include "core/centre.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/damaged.hpp"
#include "read/positions/positions.hpp"
#include "read/results/product_result.hpp"

namespace ptyger::read {
namespace {

char const* const given_name = "ptyger/given_positions_m";
char const* const intensities_name = "ptyger/intensities";
char const* const background_name = "ptyger/background";

/// Values of a dataset; empty when there is none. InputError unless it has this shape and all values are finite and not
/// below `least`.
std::vector<double> read_numbers(hdf5::InputFile const& file, char const* name, hdf5::Shape const& shape,
                                 double least) {
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  if (dataset.shape() != shape)
    throw InputError(
        fmt::format("{} has the shape {}, but {} belongs to the other datasets; leave --init out, or give "
                    "an undamaged result",
                    dataset.where(), hdf5::to_string(dataset.shape()), hdf5::to_string(shape)));
  auto values = dataset.read<double>();
  for (double const value : values)
    if (!std::isfinite(value) || value < least)
      throw InputError(
          fmt::format("{} holds {}, which is no correction; leave --init out, or give an undamaged "
                      "result",
                      dataset.where(), value));
  return values;
}

}  // namespace

EarlierCorrections ProductResult::corrections() const {
  EarlierCorrections found;
  constexpr double no_bound = std::numeric_limits<double>::lowest();
  bool const corrected = file().has_dataset(given_name) || file().has_dataset(intensities_name);
  if (corrected) {
    auto const indexes = file().dataset("probe_position_indexes");
    found.indexes = indexes.read<std::int64_t>();
    found.positions = read_position_pair(file().dataset("probe_position_y_m"), file().dataset("probe_position_x_m"));
    require_finite(found.positions, file().path());
    if (found.positions.size() != found.indexes.size())
      throw InputError(fmt::format("{} has {} numbers for {} positions; leave --init out, or give an undamaged result",
                                   indexes.where(), found.indexes.size(), found.positions.size()));
  }
  auto const frames = found.indexes.size();
  found.scan_positions = found.positions;
  auto const given = read_numbers(file(), given_name, {frames, 2}, no_bound);
  found.positions_corrected = !given.empty();
  for (std::size_t j = 0; j < given.size() / 2; ++j) found.scan_positions[j] = {given[2 * j + 1], given[2 * j]};
  found.intensities = read_numbers(file(), intensities_name, {frames}, std::numeric_limits<double>::min());
  if (file().has_dataset(background_name)) {
    auto const shape = file().dataset(background_name).shape();
    auto const size = shape.empty() ? 0 : shape.front();
    found.background = read_numbers(file(), background_name, {size, size}, 0);
    core::centre_to_corner(found.background.data(), size);
  }
  return found;
}

EarlierCorrections read_corrections(std::string const& result) {
  return require_undamaged(result, [&] { return ProductResult(array_files::open_input(result)).corrections(); });
}

}  // namespace ptyger::read
