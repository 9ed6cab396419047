#include "read/probe.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

#include "core/centre.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

/// Power of all modes within n/4 pixels of [middle][middle]; rows and columns are periodic.
double block_power(ProbeModes const& probe, std::size_t middle) {
  std::size_t const size = probe.size;
  auto const near = [&](std::size_t index) {
    std::size_t const away = (index + size - middle) % size;
    return 4 * std::min(away, size - away) < size;
  };
  double power = 0;
  for (std::size_t index = 0; index < probe.values.size(); ++index)
    if (near(index % size) && near(index / size % size)) power += std::norm(probe.values[index]);
  return power;
}

void transpose_modes(ProbeModes& probe) {
  auto const given = probe.values;
  std::size_t const n = probe.size;
  for (std::size_t k = 0; k < given.size(); ++k) probe.values[k / (n * n) * n * n + k % n * n + k / n % n] = given[k];
}

void require_usable(ProbeModes const& probe, std::string const& where) {
  double power = 0;
  for (auto const& value : probe.values) power += std::norm(value);
  if (!std::isfinite(power))
    throw InputError(where + " holds values that are not finite, so it cannot be a start. Repair or remove it.");
  if (power == 0) throw InputError(where + " is zero everywhere, so it cannot be a start. Repair or remove it.");
}

}  // namespace

ProbeModes read_probe_modes(hdf5::InputDataset const& dataset, ReadingReport& report) {
  auto const& shape = dataset.shape();
  std::size_t const rank = shape.size();
  if (rank < 2 || rank > 4 || shape[rank - 1] != shape[rank - 2] || dataset.size() == 0)
    throw InputError(dataset.where() + " has the shape " + hdf5::to_string(shape) +
                     ", but a probe is (n, n), (modes, n, n) or (k, modes, n, n).");
  ProbeModes probe{.modes = rank == 2 ? 1 : shape[rank - 3], .size = shape[rank - 1], .values = {}};
  probe.values = dataset.read<std::complex<double>>();
  if (rank == 4 && shape[0] > 1) report.add(FirstProbeTaken{dataset.where(), shape[0]});
  probe.values.resize(probe.modes * probe.size * probe.size);
  require_usable(probe, dataset.where());
  if (is_of_matlab(dataset)) transpose_modes(probe);
  if (block_power(probe, 0) > 4 * block_power(probe, probe.size / 2)) {
    for (std::size_t mode = 0; mode < probe.modes; ++mode)
      core::corner_to_centre(probe.values.data() + mode * probe.size * probe.size, probe.size);
    report.add(ProbeCentred{dataset.where()});
  }
  return probe;
}

std::string probe_dataset(hdf5::InputFile const& file) {
  static std::string const instrument = "entry_1/instrument_1/";
  for (std::string const& name :
       {instrument + "source_1/illumination", instrument + "source_1/probe", instrument + "detector_1/probe",
        instrument + "detector_1/data_illumination", std::string("probe")})
    if (file.has_dataset(name)) return name;
  return "";
}

ProbeModes initial_probe(hdf5::InputFile const& file, ReadingReport& report) {
  std::string const name = probe_dataset(file);
  return name.empty() ? ProbeModes{} : read_probe_modes(file.dataset(name), report);
}

}  // namespace ptyger::read
