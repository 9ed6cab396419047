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
  FrameMaker(ObjectImage const& object, ProbeModes const& probe, std::optional<model::Fresnel> const& fresnel,
             Transform const& transform)
      : object_(object), transform_(transform), modes_(spectra(probe, transform)), wave_(probe.size * probe.size) {
    if (fresnel) propagation_.emplace(*fresnel, transform.size());
  }

  // Adds to `out`, [row][col], the mean intensities while the stage moves by `motion` pixels along the row. middle: the
  // patch in the middle of the motion.
  void add_exposure(model::PatchCorner const& middle, double motion, float* out) {
    int const positions = motion == 0 ? 1 : positions_of_a_motion;
    for (int k = 0; k < positions; ++k) {
      auto corner = middle;
      corner.col_fraction += motion * ((k + 0.5) / positions - 0.5);
      add_frame(corner, 1.0F / static_cast<float>(positions), out);
    }
  }

 private:
  // Adds to `out`, [row][col], the sum of the intensities of all modes times `weight`.
  void add_frame(model::PatchCorner const& corner, float weight, float* out) {
    auto const row_factors = shift_factors(corner.row_fraction, transform_);
    auto const col_factors = shift_factors(corner.col_fraction, transform_);
    std::size_t const n = transform_.size();
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

std::vector<float> expected_intensities(ObjectImage const& object, ProbeModes const& probe,
                                        model::Placement const& placement, Transform const& transform, double motion,
                                        std::optional<model::Fresnel> const& fresnel) {
  std::size_t const pixels = probe.size * probe.size;
  std::vector<float> intensities(placement.row.size() * pixels, 0.0F);
  FrameMaker maker(object, probe, fresnel, transform);
  for (std::size_t j = 0; j < placement.row.size(); ++j)
    maker.add_exposure(model::split_corner(placement.row[j], placement.col[j], Sampling::fourier), motion,
                       intensities.data() + j * pixels);
  return intensities;
}

Counts draw_counts(std::vector<float> const& expected, Random& random) {
  std::vector<std::uint32_t> counts(expected.size());
  std::transform(expected.begin(), expected.end(), counts.begin(), [&](float mean) { return random.poisson(mean); });
  auto const largest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  return largest <= std::numeric_limits<std::uint16_t>::max() ? cast<std::uint16_t>(counts) : Counts(std::move(counts));
}

}  // namespace ptyger::simulation
