#include "prepare/probe_constraints.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/centre.hpp"
#include "core/text.hpp"
#include "hdf5/extents.hpp"
#include "prepare/bright_disc.hpp"
#include "ptyger/error.hpp"
#include "read/mask_file.hpp"
#include "solver/scan_statistics.hpp"

namespace ptyger::prepare {
namespace {

/// The mask of a file, [row][col] with its middle at [size/2][size/2]; 1 where its value is neither 0 nor NaN.
std::vector<std::uint8_t> read_allowed(std::string const& name, char const* option, std::size_t size) {
  auto const dataset = read::open_image(name, option);
  if (dataset.shape() != hdf5::Shape{size, size})
    throw InputError(fmt::format("{}: {} needs an image of {} x {} pixels, as many as the probe has; this has {}",
                                 dataset.where(), option, size, size, hdf5::to_string(dataset.shape())));
  std::vector<std::uint8_t> allowed;
  for (double const value : dataset.read<double>()) allowed.push_back(value != 0 && !std::isnan(value) ? 1 : 0);
  return allowed;
}

/// 1 inside a disc whose centre is relative to the middle [size/2][size/2]; `step`: length from pixel to pixel.
std::vector<std::uint8_t> disc_mask(Disc const& disc, double step, std::size_t size) {
  std::vector<std::uint8_t> allowed;
  auto const middle = static_cast<std::ptrdiff_t>(size / 2);
  auto const end = static_cast<std::ptrdiff_t>(size) - middle;
  for (std::ptrdiff_t row = -middle; row < end; ++row)
    for (std::ptrdiff_t col = -middle; col < end; ++col) {
      double const y = step * static_cast<double>(row) - disc.row;
      double const x = step * static_cast<double>(col) - disc.col;
      allowed.push_back(std::hypot(y, x) <= disc.radius ? 1 : 0);
    }
  return allowed;
}

double radius_of(std::string const& value, char const* option) {
  auto const radius = core::number_of_text<double>(value);
  if (radius && std::isfinite(*radius) && *radius > 0) return *radius;
  throw InputError(fmt::format("{} {}: a radius is a number of pixels above 0", option, value));
}

std::vector<std::uint8_t> aperture(std::string const& value, Scan const& scan, std::size_t size,
                                   std::vector<std::string>& notes) {
  constexpr char const* option = "--probe-aperture";
  if (value == "auto" && std::visit([](auto const& counts) { return counts.empty(); }, scan.counts)) return {};
  double const step = static_cast<double>(scan.detector) / static_cast<double>(size);  // detector pixels
  std::vector<std::uint8_t> allowed;
  if (names_a_mask(value)) {
    allowed = read_allowed(value, option, size);
  } else if (value == "auto") {
    auto const disc = bright_disc(solver::mean_pattern(scan), scan.measured, scan.detector);
    if (disc.radius == 0)
      throw InputError(
          fmt::format("{}: the mean pattern shows no disc with dark surroundings, so {} auto finds none; "
                      "give the radius of the aperture on the detector, or leave it out",
                      scan.sources.front(), option));
    notes.push_back(
        fmt::format("{} auto: a disc with the radius of {:.1f} detector pixels around ({:.1f}, {:.1f}), "
                    "the row and column from the zero frequency",
                    option, disc.radius, disc.row, disc.col));
    allowed = disc_mask(disc, step, size);
  } else {
    allowed = disc_mask({0, 0, radius_of(value, option)}, step, size);
  }
  core::centre_to_corner(allowed.data(), size);
  return allowed;
}

}  // namespace

bool names_a_mask(std::string const& value) {
  return !value.empty() && value != "auto" && !core::number_of_text<double>(value);
}

void set_probe_constraints(ReconstructSettings const& settings, Scan const& scan, std::size_t size,
                           Constraints& constraints, std::vector<std::string>& notes) {
  if (!settings.probe_aperture.empty())
    constraints.probe_aperture = aperture(settings.probe_aperture, scan, size, notes);
  auto const& support = settings.probe_support;
  constexpr char const* option = "--probe-support";
  if (names_a_mask(support))
    constraints.probe_support = read_allowed(support, option, size);
  else if (!support.empty())
    constraints.probe_support = disc_mask({0, 0, radius_of(support, option)}, 1, size);
}

}  // namespace ptyger::prepare
