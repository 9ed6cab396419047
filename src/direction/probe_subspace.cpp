#include "direction/probe_subspace.hpp"

#include <vector>

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "device/launch.hpp"

namespace ptyger::direction {
namespace {

/// image *= allowed, whose rows all modes share. One item: the rows x cols of all modes.
template <class Real>
struct MultiplyByAllowed {
  Complex<Real>* image;  ///< [mode][row][col]
  Real const* allowed;   ///< [row][col]
  int size;              ///< rows = columns of a mode

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real>* row = image + std::int64_t{s.row} * size;
    Real const* factor = allowed + std::int64_t{s.row % size} * size;
    PTYGER_PIXEL_LOOP
    for (int col = s.col; col < s.col + s.width; ++col) row[col] *= factor[col];
  }
};

}  // namespace

template <class Exec, class Real>
void ProbeSubspace<Exec, Real>::set(Constraints const& constraints, int size, int modes) {
  bool const has_aperture = !constraints.probe_aperture.empty();
  auto const& mask = has_aperture ? constraints.probe_aperture : constraints.probe_support;
  if (mask.empty()) return;
  Real const one = has_aperture ? Real(1) / static_cast<Real>(mask.size()) : Real(1);
  std::vector<Real> factors;
  for (auto const is_allowed : mask) factors.push_back(is_allowed != 0 ? one : Real(0));
  allowed_ = make_view<Array2<Exec, Real>>(device_, "probe subspace", size, size);
  device::copy_to_device(device_, factors.data(), allowed_);
  if (has_aperture) fft_.emplace(device_, size, size, modes);
}

template <class Exec, class Real>
void ProbeSubspace<Exec, Real>::project(Array3<Exec, Complex<Real>> const& probe) const {
  int const modes = probe.extent_int(0);
  int const size = probe.extent_int(1);
  if (fft_) fft_->forward(probe.data(), modes);
  device::for_each_strip(device_.exec, "project the probe", device::Extent{1, modes * size, size},
                         MultiplyByAllowed<Real>{probe.data(), allowed_.data(), size});
  if (fft_) fft_->inverse(probe.data(), modes);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ProbeSubspace<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::direction
