#pragma once

#include <complex>
#include <vector>

#include "model/placement.hpp"
#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::reference {

using Image = std::vector<std::complex<double>>;

/// The forward model and its gradient in double precision, written directly from the formulas of src/solver/README.md,
/// "Model and objective", "Near field" and "Detector": loops over frames and pixels, transforms as sums. For tests and
/// for `perf
/// --check`; shares no code with the kernels.
class NaiveModel {
 public:
  NaiveModel(Scan const& scan, model::Placement const& placement, Sampling sampling)
      : scan_(scan), placement_(placement), sampling_(sampling) {}

  /// f_{j,m} of one frame: [mode][row][col] of D x D.
  [[nodiscard]] Image far_field(Image const& object, ProbeModes const& probe, std::size_t frame) const;
  /// Objective over all measured pixels, with the guard on the intensity that the kernels use.
  [[nodiscard]] double objective(Image const& object, ProbeModes const& probe, Noise noise) const;
  /// || sqrt I - sqrt d || / || sqrt d ||
  [[nodiscard]] double nrmse(Image const& object, ProbeModes const& probe) const;
  /// by_object = dL/d conj(object), by_probe = dL/d conj(probe), by the chain rule.
  void gradient(Image const& object, ProbeModes const& probe, Noise noise, Image& by_object, Image& by_probe) const;
  /// sum over frames and modes of S^T |p_m|^2, [row][col] of the object.
  [[nodiscard]] std::vector<double> illumination(ProbeModes const& probe) const;
  /// sum over frames of |S psi|^2, [row][col] of P x P.
  [[nodiscard]] std::vector<double> probe_illumination(Image const& object) const;

 private:
  /// A pixel of the object and its weight in a pixel of a patch.
  struct Tap {
    std::size_t pixel;
    double weight;
  };
  /// Pixels of the object under one pixel of a patch.
  [[nodiscard]] std::vector<Tap> taps(std::size_t frame, std::size_t row, std::size_t col) const;
  /// S_j psi of one frame, [row][col] of P x P.
  [[nodiscard]] Image patch(Image const& object, std::size_t frame) const;
  /// All modes of the probe as a frame sees them: shifted for `fourier`.
  [[nodiscard]] Image shifted_probe(ProbeModes const& probe, std::size_t frame) const;
  /// F, or in a near field F^H H_j F, of an exit wave of D x D pixels; frames have their middle in the corner.
  [[nodiscard]] Image to_detector(Image const& wave, std::size_t frame) const;
  /// The adjoint of to_detector().
  [[nodiscard]] Image from_detector(Image const& wave, std::size_t frame) const;
  /// H_j of a near field, [row][col] of D x D.
  [[nodiscard]] Image propagator(std::size_t frame) const;
  /// Share of the intensity in a pixel `from` of the waves that is counted in a pixel `to`, in [row][col] of D x D.
  [[nodiscard]] double response(std::size_t to, std::size_t from) const;
  /// Measured intensities of far fields without the guard, [row][col] of D x D.
  [[nodiscard]] std::vector<double> intensities(Image const& far) const;
  /// The transpose of the response, applied to an image.
  [[nodiscard]] std::vector<double> spread_back(std::vector<double> const& values) const;
  [[nodiscard]] double count(std::size_t frame, std::size_t pixel) const;
  [[nodiscard]] bool measured(std::size_t frame, std::size_t pixel) const;

  Scan const& scan_;
  model::Placement const& placement_;
  Sampling sampling_;
};

/// Unitary 2-D DFT of n x n values as plain sums; sign -1 forward, +1 inverse.
Image naive_transform(Image const& image, std::size_t n, int sign);

}  // namespace ptyger::reference
