#include "solver/allowed_probe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fft/image_transform.hpp"
#include "ptyger/error.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr double least_share = 0.01;  // of the power of an initial probe that its aperture or support leaves

void check_mask(std::vector<std::uint8_t> const& mask, char const* name, std::size_t size) {
  if (mask.empty()) return;
  if (mask.size() != size * size)
    throw InputError(
        fmt::format("the {} of the probe has {} pixels, but the probe has {} x {}", name, mask.size(), size, size));
  if (std::all_of(mask.begin(), mask.end(), [](auto allowed) { return allowed == 0; }))
    throw InputError(fmt::format("the {} of the probe is empty: it leaves no probe", name));
}

}  // namespace

ProbeModes allowed_probe(ProbeModes probe, Constraints const& constraints) {
  bool const has_aperture = !constraints.probe_aperture.empty();
  auto const& mask = has_aperture ? constraints.probe_aperture : constraints.probe_support;
  if (mask.empty()) return probe;
  double const before = update::power(probe);
  auto const pixels = static_cast<std::ptrdiff_t>(mask.size());
  for (auto first = probe.values.begin(); first != probe.values.end(); first += pixels) {
    std::vector<std::complex<double>> mode(first, first + pixels);
    if (has_aperture) fft::transform_image(mode, probe.size, probe.size, fft::Transform::forward);
    for (std::size_t i = 0; i < mode.size(); ++i)
      if (mask[i] == 0) mode[i] = 0;
    if (has_aperture) fft::transform_image(mode, probe.size, probe.size, fft::Transform::inverse);
    std::copy(mode.begin(), mode.end(), first);
  }
  double const left = update::power(probe) / before;
  if (!(left >= least_share))
    throw InputError(
        fmt::format("only {:.2g} % of the power of the initial probe lie in the {}; check its radius or "
                    "file, or leave it out",
                    100 * left, has_aperture ? "aperture of --probe-aperture" : "support of --probe-support"));
  return probe;
}

void check_constraints(Options const& options, std::size_t size) {
  auto const& constraints = options.constraints;
  if (!(constraints.unit_amplitude >= 0 && constraints.unit_amplitude <= 1e6))  // also refuses NaN
    throw InputError(fmt::format("the weight of the unit amplitude is {}, but must be a number from 0 to 1e6",
                                 constraints.unit_amplitude));
  check_mask(constraints.probe_aperture, "aperture", size);
  check_mask(constraints.probe_support, "support", size);
  bool const has_aperture = !constraints.probe_aperture.empty();
  bool const has_support = !constraints.probe_support.empty();
  if (has_aperture && has_support)
    throw InputError(
        "a probe cannot have both a known aperture and a known support: the projector onto what both allow is not the "
        "product of theirs; leave one of them out");
  if ((has_aperture || has_support) && !options.recover_probe)
    throw InputError(
        "a probe that is kept as it is cannot be restricted to an aperture or a support; recover the probe, or leave "
        "them out");
}

}  // namespace ptyger::solver
