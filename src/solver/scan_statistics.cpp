#include "solver/scan_statistics.hpp"

#include <algorithm>

#include "fft/fft2d_batch.hpp"
#include "model/detector/host_response.hpp"
#include "model/near_field/host_propagation.hpp"
#include "read/count_sums.hpp"

namespace ptyger::solver {

std::vector<double> mean_pattern(Scan const& scan) {
  return model::evenly_spread(scan, read::add_up(scan).mean());
}

std::vector<double> empty_intensity(Scan const& scan, ProbeModes const& probe) {
  std::size_t const n = scan.detector;
  std::size_t const pad = (n - probe.size) / 2;
  DeviceContext<Kokkos::Serial> const host{.deterministic = true};  // measured plans are not worthwhile for one image
  fft::Fft2dBatch<Kokkos::Serial, double> const transform(host, static_cast<int>(n));
  auto const fresnel = model::fresnel_of(scan);
  model::HostPropagation::Wave wave(n * n);
  std::vector<double> intensity(n * n);
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    std::fill(wave.begin(), wave.end(), 0);
    for (std::size_t i = 0; i < probe.size * probe.size; ++i)
      wave[(i / probe.size + pad) * n + i % probe.size + pad] = probe.values[mode * probe.size * probe.size + i];
    if (fresnel)
      model::HostPropagation(*fresnel, n).propagate(wave);
    else
      transform.forward(reinterpret_cast<Complex<double>*>(wave.data()), 1);
    for (std::size_t i = 0; i < wave.size(); ++i) intensity[i] += std::norm(wave[i]);
  }
  return intensity;
}

double measured_share(Scan const& scan, ProbeModes const& probe) {
  constexpr double least_share = 0.1;
  if (std::find(scan.measured.begin(), scan.measured.end(), 0) == scan.measured.end()) return 1;
  double measured = 0;
  double all = 0;
  auto const intensity = empty_intensity(scan, probe);
  auto const measures = model::evenly_spread(scan, {scan.measured.begin(), scan.measured.end()});
  for (std::size_t i = 0; i < intensity.size(); ++i) {
    all += intensity[i];
    measured += measures[i] != 0 ? intensity[i] : 0.0;
  }
  return all > 0 ? std::max(measured / all, least_share) : 1;
}

}  // namespace ptyger::solver
