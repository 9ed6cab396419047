#include "write/product.hpp"

#include <cmath>
#include <complex>
#include <filesystem>
#include <string>
#include <vector>

#include "write/complex_dataset.hpp"

namespace ptyger::write {
namespace {

void write_positions(hdf5::OutputFile& file, Scan const& scan, Result const& result) {
  std::vector<double> x;
  std::vector<double> y;
  for (Position const& position : positions_of(scan, result)) {
    x.push_back(position.col_m);
    y.push_back(position.row_m);
  }
  file.dataset("probe_position_x_m", {x.size()}, x);
  file.dataset("probe_position_y_m", {y.size()}, y);
  file.dataset("probe_position_indexes", {scan.indexes.size()}, scan.indexes);
}

void write_pixel(hdf5::OutputFile& file, std::string const& name, Scan const& scan) {
  file.attribute(name, "pixel_width_m", scan.pixel_col_m);
  file.attribute(name, "pixel_height_m", scan.pixel_row_m);
}

void write_object(hdf5::OutputFile& file, Scan const& scan, Result const& result, Precision precision) {
  ObjectImage const& object = result.object;
  write_complex(file, "object", {1, object.rows, object.cols}, object.values, precision);
  write_pixel(file, "object", scan);
  std::size_t const size = result.probe.size;
  file.attribute("object", "center_x_m", center_m(result.origin_col, object.cols, size, scan.pixel_col_m));
  file.attribute("object", "center_y_m", center_m(result.origin_row, object.rows, size, scan.pixel_row_m));
  file.dataset("object_layer_spacing_m", {0}, std::vector<double>{});
}

/// The probe, (1 + K, modes, P, P). Variation probes belong to the first mode, so their other modes are zero.
/// opr_weights: (N, 1 + K), real as other programs have them; /ptyger/variation has the complex shares.
void write_probe(hdf5::OutputFile& file, Scan const& scan, Result const& result, Precision precision) {
  auto const& probe = result.probe;
  auto const variation = result.variation.modes;
  auto const image = static_cast<std::ptrdiff_t>(probe.size * probe.size);
  auto values = probe.values;
  for (std::size_t k = 0; k < variation; ++k) {
    auto const from = result.variation.values.begin() + static_cast<std::ptrdiff_t>(k) * image;
    values.insert(values.end(), from, from + image);
    values.resize((k + 2) * probe.values.size());
  }
  write_complex(file, "probe", {1 + variation, probe.modes, probe.size, probe.size}, values, precision);
  write_pixel(file, "probe", scan);
  if (variation == 0) return;
  std::vector<double> weights;
  for (std::size_t j = 0; j < scan.frames; ++j) {
    double const brightness = result.intensities.empty() ? 1 : std::sqrt(result.intensities[j]);
    weights.push_back(brightness);
    for (std::size_t k = 0; k < variation; ++k)
      weights.push_back(brightness * result.variation_weights[j * variation + k].real());
  }
  file.dataset("opr_weights", {scan.frames, 1 + variation}, weights);
}

/// Objective after each epoch of the start and each CG iteration; one numbering from 0 counts both.
void write_losses(hdf5::OutputFile& file, std::vector<HistoryRecord> const& history) {
  std::vector<double> values;
  std::vector<std::int64_t> epochs;
  for (HistoryRecord const& record : history) {
    if (record.phase == Phase::search) continue;
    epochs.push_back(static_cast<std::int64_t>(epochs.size()));
    values.push_back(record.objective);
  }
  file.dataset("loss_values", {values.size()}, values);
  file.dataset("loss_epochs", {epochs.size()}, epochs);
}

double probe_photons(ProbeModes const& probe) {
  double photons = 0;
  for (std::complex<double> const value : probe.values) photons += std::norm(value);
  return photons;
}

}  // namespace

double center_m(double origin, std::size_t extent, std::size_t probe_size, double pixel_m) {
  return (origin + (static_cast<double>(extent) - static_cast<double>(probe_size)) / 2) * pixel_m;
}

std::vector<Position> const& positions_of(Scan const& scan, Result const& result) {
  return result.positions.empty() ? scan.positions : result.positions;
}

void write_product(hdf5::OutputFile& file, Scan const& scan, Result const& result, Precision precision) {
  write_positions(file, scan, result);
  write_probe(file, scan, result, precision);
  write_object(file, scan, result, precision);
  write_losses(file, result.history);
  std::string const source = scan.sources.empty() ? "" : scan.sources.front();
  file.attribute("/", "name", std::filesystem::path(source).stem().string());
  file.attribute("/", "comments", "Reconstructed by PtyGer; how is told in the group /ptyger.");
  file.attribute("/", "detector_object_distance_m", scan.distance_m);
  if (scan.near_field) file.attribute("/", "far_field", std::int32_t{0});
  file.attribute("/", "photon_energy_eV", scan.energy_eV);
  file.attribute("/", "probe_energy_eV", scan.energy_eV);  // name of the attribute before ptychodus 1.7
  if (scan.angle_deg) file.attribute("/", "tomography_angle_deg", *scan.angle_deg);
  file.attribute("/", "probe_photon_count", probe_photons(result.probe));
  file.attribute("/", "exposure_time_s", 0.0);
  file.attribute("/", "complete", static_cast<std::int32_t>(result.complete ? 1 : 0));
  file.attribute("/", "stop_reason", result.stop_reason);
}

}  // namespace ptyger::write
