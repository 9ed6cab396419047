#include "simulation/frames.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "model/near_field/host_propagation.hpp"

namespace ptyger::simulation {
namespace {

constexpr int positions_of_a_motion = 12;  // the frame of a moving stage is the mean over so many probe positions

// Fourier transforms of the probe modes, [mode].
std::vector<Wave> spectra(ProbeModes const& probe, Transform const& transform) {
  std::size_t const pixels = probe.size * probe.size;
  std::vector<Wave> modes;
  for (std::size_t m = 0; m < probe.modes; ++m) {
    auto const* begin = probe.values.data() + m * pixels;
    modes.emplace_back(begin, begin + pixels);
    transform.forward(modes.back());
  }
  return modes;
}

// Phase factors, [frequency], by which the spectrum of a wave is multiplied to shift it along one axis; shift in
// pixels.
Wave shift_factors(double shift, Transform const& transform) {
  Wave factors(transform.size());
  for (std::size_t i = 0; i < factors.size(); ++i)
    factors[i] = std::polar(1.0, -2 * std::numbers::pi * transform.frequency(i) * shift);
  return factors;
}

// Makes the expected intensities of one frame after the other.
class FrameMaker {
 public:
  FrameMaker(ObjectImage const& object, Beam const& beam, std::optional<model::Fresnel> const& fresnel,
             Transform const& transform)
      : object_(object),
        transform_(transform),
        aperture_px_(beam.aperture_px),
        modes_(spectra(beam.probe, transform)),
        wave_(beam.probe.size * beam.probe.size) {
    if (fresnel) propagation_.emplace(*fresnel, transform.size());
  }

  // Adds to `out`, [row][col], the mean intensities while the stage moves by `motion` pixels along the row. middle: the
  // patch in the middle of the motion.
  void add_exposure(model::PatchCorner const& middle, double motion, BeamChange const& change, float* out) {
    int const positions = motion == 0 ? 1 : positions_of_a_motion;
    for (int k = 0; k < positions; ++k) {
      auto corner = middle;
      corner.col_fraction += motion * ((k + 0.5) / positions - 0.5);
      add_frame(corner, change, 1.0F / static_cast<float>(positions), out);
    }
  }

 private:
  // Adds to `out`, [row][col], the sum of the intensities of all modes times `weight`.
  void add_frame(model::PatchCorner const& corner, BeamChange const& change, float weight, float* out) {
    auto row_factors = shift_factors(corner.row_fraction + change.row, transform_);
    auto const col_factors = shift_factors(corner.col_fraction + change.col, transform_);
    std::size_t const n = transform_.size();
    for (std::size_t row = 0; row < n; ++row)
      row_factors[row] *=
          change.brightness * (1 + change.tilt * transform_.frequency(row) * static_cast<double>(n) / aperture_px_);
    for (auto const& mode : modes_) {
      for (std::size_t i = 0; i < wave_.size(); ++i) wave_[i] = mode[i] * row_factors[i / n] * col_factors[i % n];
      transform_.inverse(wave_);
      multiply_by_patch(corner);
      if (propagation_)
        propagation_->propagate(wave_, -corner.row_fraction, -corner.col_fraction);
      else
        transform_.forward(wave_);
      for (std::size_t i = 0; i < wave_.size(); ++i) out[i] += weight * static_cast<float>(std::norm(wave_[i]));
    }
  }

  void multiply_by_patch(model::PatchCorner const& corner) {
    std::size_t const n = transform_.size();
    auto const top = static_cast<std::size_t>(corner.row);
    auto const left = static_cast<std::size_t>(corner.col);
    for (std::size_t i = 0; i < wave_.size(); ++i)
      wave_[i] *= object_.values[(top + i / n) * object_.cols + left + i % n];
  }

  ObjectImage const& object_;
  Transform const& transform_;
  std::optional<model::HostPropagation> propagation_;  // of near fields
  double aperture_px_;                                 // radius of the pupil, detector pixels
  std::vector<Wave> modes_;                            // spectra of the probe modes
  Wave wave_;                                          // workspace
};

// Counts in another integer type.
template <class Integer>
Counts cast(std::vector<std::uint32_t> const& counts) {
  std::vector<Integer> narrow(counts.size());
  std::transform(counts.begin(), counts.end(), narrow.begin(), [](auto count) { return static_cast<Integer>(count); });
  return narrow;
}

}  // namespace

std::vector<float> expected_intensities(ObjectImage const& object, Beam const& beam, model::Placement const& placement,
                                        Transform const& transform, Unsteady const& unsteady) {
  std::size_t const pixels = beam.probe.size * beam.probe.size;
  std::vector<float> intensities(placement.row.size() * pixels, 0.0F);
  FrameMaker maker(object, beam, unsteady.fresnel, transform);
  for (std::size_t j = 0; j < placement.row.size(); ++j)
    maker.add_exposure(model::split_corner(placement.row[j], placement.col[j], Sampling::fourier), unsteady.motion,
                       unsteady.changes.empty() ? BeamChange{} : unsteady.changes[j], intensities.data() + j * pixels);
  return intensities;
}

Counts draw_counts(std::vector<float> const& expected, Random& random) {
  std::vector<std::uint32_t> counts(expected.size());
  std::transform(expected.begin(), expected.end(), counts.begin(), [&](float mean) { return random.poisson(mean); });
  auto const largest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  return largest <= std::numeric_limits<std::uint16_t>::max() ? cast<std::uint16_t>(counts) : Counts(std::move(counts));
}

}  // namespace ptyger::simulation
