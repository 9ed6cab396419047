#include "read/probe.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <optional>
#include <utility>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/damaged.hpp"
#include "read/results/product.hpp"
#include "read/results/pynx_result.hpp"
#include "read/results/read_probe.hpp"

namespace ptyger::read {
namespace {

/// Power of all modes within n/4 of [middle][middle], rows and columns taken as periodic.
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

/// Rotates every mode so that [0][0] comes to [n/2][n/2].
void corner_to_centre(ProbeModes& probe) {
  std::size_t const size = probe.size;
  std::size_t const shift = size - size / 2;
  auto at = [&](std::size_t index) { return probe.values.begin() + static_cast<std::ptrdiff_t>(index); };
  for (std::size_t row = 0; row < probe.modes * size; ++row)
    std::rotate(at(row * size), at(row * size + shift), at((row + 1) * size));
  for (std::size_t mode = 0; mode < probe.modes; ++mode)
    std::rotate(at(mode * size * size), at((mode * size + shift) * size), at((mode + 1) * size * size));
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
  if (block_power(probe, 0) > 4 * block_power(probe, probe.size / 2)) {
    corner_to_centre(probe);
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

namespace {

/// The probe of a result of ptypy: that of its first storage.
std::optional<ProbeOfFile> ptypy_probe(hdf5::InputFile const& file, ReadingReport& report) {
  for (auto const& storage : file.members("content/probe")) {
    std::string const folder = "content/probe/" + storage;
    if (!file.has_dataset(folder + "/data")) continue;
    ProbeOfFile found{.modes = read_probe_modes(file.dataset(folder + "/data"), report)};
    if (!file.has_dataset(folder + "/_psize")) return found;
    auto const pixel = file.dataset(folder + "/_psize").read<double>();
    if (pixel.size() != 2) return found;
    found.pixel_row_m = pixel[0];
    found.pixel_col_m = pixel[1];
    return found;
  }
  return {};
}

}  // namespace

ProbeOfFile read_probe(std::string const& path) {
  return or_damaged(path, [&]() -> ProbeOfFile {
    hdf5::InputFile const file(path);
    ReadingReport report;  // a result has no report
    if (auto found = ptypy_probe(file, report)) return *std::move(found);
    if (auto const entry = pynx_entry(file); !entry.empty()) {
      auto const pixel = pynx_pixel(file, entry + "probe/");
      return {pynx_probe(file, entry, report), pixel.row_m, pixel.col_m};
    }
    std::string const name = probe_dataset(file);
    if (name.empty())
      throw InputError(path +
                       " has no probe: neither entry_1/instrument_1/source_1/illumination (CXI) nor probe (product "
                       "and result files) nor content/probe/*/data (ptypy) is there.");
    auto const pixel = stated_product_pixel(file).value_or(ObjectPixel{0, 0});
    return {read_probe_modes(file.dataset(name), report), pixel.row_m, pixel.col_m};
  });
}

}  // namespace ptyger::read
