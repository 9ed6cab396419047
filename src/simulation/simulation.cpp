#include "simulation/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "model/detector/host_response.hpp"
#include "ptyger/error.hpp"
#include "read/detector_response.hpp"
#include "simulation/frames.hpp"
#include "simulation/mask.hpp"

namespace ptyger::simulation {
namespace {

constexpr double noise_free_photons = 1e6;  // mean counts of a frame without noise
constexpr double largest_object = 2e8;      // pixels

// A scan with geometry and positions, without counts.
Scan empty_scan(Options const& options, Geometry const& geometry, std::vector<Point> const& points) {
  Scan scan;
  scan.frames = options.frames;
  scan.detector = options.detector;
  scan.pixel_row_m = scan.pixel_col_m = geometry.pixel_m;
  scan.wavelength_m = geometry.wavelength_m;
  scan.energy_eV = options.energy_eV;
  scan.distance_m = geometry.distance_m;
  scan.near_field = geometry.near_field;
  for (auto const& point : points)
    scan.positions.push_back({point.row * geometry.pixel_m, point.col * geometry.pixel_m});
  scan.indexes.resize(options.frames);
  std::iota(scan.indexes.begin(), scan.indexes.end(), 0);
  return scan;
}

// The options of the waves: large pixels of the detector are several pixels of the waves.
Options options_of_waves(Options options) {
  options.detector *= options.upsample;
  options.detector_pixel_m /= static_cast<double>(options.upsample);
  return options;
}

// What the detector measures of intensities of the waves: [frame][row][col] of D x D.
std::vector<float> measured_frames(std::vector<float> intensities, Scan const& of_waves) {
  if (of_waves.response.ideal()) return intensities;
  auto const n = of_waves.detector;
  auto const up = of_waves.response.upsampling;
  std::vector<float> frames;
  frames.reserve(intensities.size() / (up * up));
  for (std::size_t first = 0; first < intensities.size(); first += n * n) {
    auto const begin = intensities.begin() + static_cast<std::ptrdiff_t>(first);
    auto const measured = model::measured_intensity(of_waves, {begin, begin + static_cast<std::ptrdiff_t>(n * n)});
    for (std::size_t row = 0; row < n; row += up)
      for (std::size_t col = 0; col < n; col += up) frames.push_back(static_cast<float>(measured[row * n + col]));
  }
  return frames;
}

// Bounding box of the beam over all positions, object pixels.
Field illuminated_field(model::Placement const& placement, double beam_diameter) {
  auto const [top, bottom] = std::minmax_element(placement.row.begin(), placement.row.end());
  auto const [left, right] = std::minmax_element(placement.col.begin(), placement.col.end());
  std::size_t const half = placement.probe / 2;
  auto const middle = static_cast<double>(half);
  return {{(*top + *bottom) / 2 + middle, (*left + *right) / 2 + middle},
          (*bottom - *top + beam_diameter) / 2,
          (*right - *left + beam_diameter) / 2};
}

// Scales intensities and probe so that a frame holds `photons` on average.
void scale_to_photons(double photons, std::vector<float>& intensities, ProbeModes& probe, std::size_t frames) {
  double const sum = std::accumulate(intensities.begin(), intensities.end(), 0.0);
  double const factor = photons * static_cast<double>(frames) / sum;
  for (float& value : intensities) value = static_cast<float>(value * factor);
  for (auto& value : probe.values) value *= std::sqrt(factor);
}

template <class T>
// Sets the counts of pixels that are not measured to 0.
void clear_masked(std::vector<T>& counts, std::vector<std::uint8_t> const& measured) {
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (measured[i % measured.size()] == 0) counts[i] = 0;
}

// Scan::measured (zero frequency in the corner, 1 = measured) from a mask (zero frequency in the centre, 0 = good).
std::vector<std::uint8_t> measured_pixels(std::vector<std::uint32_t> const& mask, std::size_t n) {
  std::vector<std::uint8_t> measured(n * n);
  std::size_t const half = n / 2;
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col)
      measured[row * n + col] = mask[(row + half) % n * n + (col + half) % n] == 0;
  return measured;
}

// Throws InputError when the object would be too large.
void check_size(Options const& options, double step_px) {
  double const field = step_px * std::sqrt(static_cast<double>(options.frames)) + static_cast<double>(options.detector);
  if (field * field > largest_object)
    throw InputError(fmt::format(
        "simulate: the object would have {:.0f} x {:.0f} pixels, too many for one machine: steps are {:.1f} pixels "
        "wide; give a smaller --step, more --overlap or fewer --frames",
        field, field, step_px));
}

}  // namespace

Simulation simulate(Options const& options) {
  check(options);
  auto const waves = options_of_waves(options);
  Transform const transform(waves.detector);
  Simulation simulation;
  simulation.geometry = make_geometry(waves);
  simulation.beam = make_beam(waves, simulation.geometry, transform);
  simulation.step_px = options.step_m ? *options.step_m / simulation.geometry.pixel_m
                                      : (1 - options.overlap) * simulation.beam.diameter_px;
  check_size(waves, simulation.step_px);

  Random position_numbers(options.seed, Purpose::positions);
  auto& scan = simulation.scan;
  scan = empty_scan(waves, simulation.geometry, scan_positions(waves, simulation.step_px, position_numbers));
  simulation.placement = model::place_frames(scan, waves.detector);

  Random phantom_numbers(options.seed, Purpose::phantom);
  simulation.phantom = make_phantom(simulation.placement.rows, simulation.placement.cols,
                                    illuminated_field(simulation.placement, simulation.beam.diameter_px),
                                    options.sample, options.phase_shift_rad, phantom_numbers);

  Random beam_numbers(options.seed, Purpose::beam);
  simulation.changes = make_beam_changes(waves, beam_numbers);
  auto intensities = expected_intensities(
      simulation.phantom.object, simulation.beam, simulation.placement, transform,
      {.motion = options.fly * simulation.step_px, .changes = simulation.changes, .fresnel = model::fresnel_of(scan)});
  scan.response.upsampling = options.upsample;
  if (!options.blur.empty()) read::set_blur(scan.response, options.blur);
  intensities = measured_frames(std::move(intensities), scan);
  scan.response = {};
  scan.detector = options.detector;
  bool const noise_free = options.photons == 0;
  scale_to_photons(noise_free ? noise_free_photons : options.photons, intensities, simulation.beam.probe,
                   options.frames);

  Random mask_numbers(options.seed, Purpose::mask);
  simulation.mask = make_mask(options, mask_numbers);
  scan.measured = measured_pixels(simulation.mask, options.detector);
  Random count_numbers(options.seed, Purpose::counts);
  scan.counts = noise_free ? Counts(std::move(intensities)) : draw_counts(intensities, count_numbers);
  std::visit([&](auto& counts) { clear_masked(counts, scan.measured); }, scan.counts);
  if (std::visit(
          [](auto const& counts) { return std::all_of(counts.begin(), counts.end(), [](auto n) { return n == 0; }); },
          scan.counts))
    throw InputError(
        fmt::format("simulate: no photon was counted with --photons {:g}; give a larger number", options.photons));
  return simulation;
}

}  // namespace ptyger::simulation
