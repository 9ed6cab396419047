#include "read/detector_response.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/text.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/mask_file.hpp"

namespace ptyger::read {
namespace {

constexpr double widest_blur = 20;  // standard deviation, pixels
constexpr std::size_t widest_image = 129;

void set_gaussian(DetectorResponse& response, double sigma) {
  auto const reach = static_cast<int>(std::ceil(3 * sigma));
  response.blur_side = static_cast<std::size_t>(2 * reach + 1);
  for (int row = -reach; row <= reach; ++row)
    for (int col = -reach; col <= reach; ++col)
      response.blur.push_back(std::exp(-(row * row + col * col) / (2 * sigma * sigma)));
}

void read_spread(DetectorResponse& response, std::string const& name) {
  auto const image = open_image(name, "--blur");
  auto const& shape = image.shape();
  if (shape.size() != 2 || shape[0] != shape[1] || shape[0] % 2 == 0 || shape[0] > widest_image)
    throw InputError(
        fmt::format("{}: --blur needs a square image with an odd number of pixels, at most {} x {}; this has {}",
                    image.where(), widest_image, widest_image, hdf5::to_string(shape)));
  response.blur = image.read<double>();
  response.blur_side = static_cast<std::size_t>(shape[0]);
  if (std::any_of(response.blur.begin(), response.blur.end(), [](double share) { return !(share >= 0); }) ||
      !(std::accumulate(response.blur.begin(), response.blur.end(), 0.0) > 0))
    throw InputError(image.where() + ": a point spread of --blur has no negative values and a sum above 0");
}

/// Images of size x size values with the values of `from` at every up-th pixel, and zeros between them.
template <class Value>
std::vector<Value> with_gaps(std::vector<Value> const& from, std::size_t size, std::size_t up) {
  auto const wide = size * up;
  std::vector<Value> to(from.size() * up * up);
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto const image = i / (size * size);
    to[image * wide * wide + i / size % size * up * wide + i % size * up] = from[i];
  }
  return to;
}

/// The probe in the middle of a window up times as wide.
void widen(ProbeModes& probe, std::size_t up) {
  auto const wide = probe.size * up;
  auto const border = wide / 2 - probe.size / 2;
  ProbeModes wider{probe.modes, wide, std::vector<std::complex<double>>(probe.modes * wide * wide)};
  for (std::size_t i = 0; i < probe.values.size(); ++i) {
    auto const row = i / probe.size % probe.size + border;
    wider.values[(i / (probe.size * probe.size) * wide + row) * wide + i % probe.size + border] = probe.values[i];
  }
  probe = std::move(wider);
}

}  // namespace

void set_blur(DetectorResponse& response, std::string const& value) {
  if (auto const sigma = core::number_of_text<double>(value)) {
    if (!(*sigma >= 0 && *sigma <= widest_blur))
      throw InputError(
          fmt::format("--blur {}: a standard deviation is a number of pixels from 0 to {}", value, widest_blur));
    if (*sigma == 0) return;
    set_gaussian(response, *sigma);
  } else {
    read_spread(response, value);
  }
  double const sum = std::accumulate(response.blur.begin(), response.blur.end(), 0.0);
  for (double& share : response.blur) share /= sum;
}

void set_response(Scan& scan, ReadOptions const& options) {
  if (!options.blur.empty()) set_blur(scan.response, options.blur);
  auto const up = options.upsample;
  if (up == 1) return;
  auto const name = scan.sources.empty() ? std::string("the scan") : scan.sources.front();
  if (scan.near_field)
    throw InputError(name + ": --upsample is for far fields; pixels of a near field are the pixels of the object");
  if (scan.detector % 2 != 0)
    throw InputError(fmt::format("{}: --upsample needs frames with an even number of pixels; give --crop {}", name,
                                 scan.detector - 1));
  std::visit([&](auto& counts) { counts = with_gaps(counts, scan.detector, up); }, scan.counts);
  scan.measured = with_gaps(scan.measured, scan.detector, up);
  if (scan.probe.size <= scan.detector) widen(scan.probe, up);
  scan.detector *= up;
  scan.response.upsampling = up;
}

}  // namespace ptyger::read
