#include "read/detector_files/dectris.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include "ptyger/error.hpp"
#include "read/detector_files/linked_frames.hpp"
#include "read/formats/nexus.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

std::string const detector = "entry/instrument/detector/";
std::string const specific = detector + "detectorSpecific/";
std::string const beam_group = "entry/instrument/beam/";
std::string const joined_frames = "entry/data/data";

bool is_master(hdf5::InputFile const& file) {
  if (!file.exists("entry/instrument/detector")) return false;
  return !links_of_frames(file).empty() || file.has_dataset(joined_frames);
}

hdf5::InputFile const* master_of(Inputs const& inputs) {
  auto const found = std::find_if(inputs.begin(), inputs.end(), is_master);
  return found == inputs.end() ? nullptr : &*found;
}

std::optional<double> number_of(hdf5::InputFile const& file, std::string const& group,
                                std::vector<std::string> const& names) {
  auto const name = first_dataset(file, group, names);
  return name.empty() ? std::nullopt : std::optional(file.dataset(name).scalar());
}

std::optional<double> length_of(hdf5::InputFile const& file, std::vector<std::string> const& names,
                                ReadingReport& report) {
  auto const name = first_dataset(file, detector, names);
  return name.empty() ? std::nullopt : std::optional(length_m(file, name, report));
}

/// A whole number above 0 in detectorSpecific; 0 when it is not stated.
std::size_t number_stated(hdf5::InputFile const& file, std::string const& name) {
  double const number = number_of(file, specific, {name}).value_or(0);
  return number >= 1 && number < 1e9 ? static_cast<std::size_t>(number) : 0;
}

/// Whether the description of the detector names one for electrons.
bool counts_electrons(hdf5::InputFile const& file) {
  auto const name = first_dataset(file, detector, {"description"});
  if (name.empty()) return false;
  auto const opened = file.dataset(name);
  if (opened.kind() != hdf5::Kind::text || opened.size() != 1) return false;
  auto const text = opened.text();
  constexpr std::array models{"ARINA", "DECTRIS ELA", "QUADRO", "SINGLA"};
  return std::any_of(models.begin(), models.end(),
                     [&](std::string_view model) { return text.find(model) != std::string::npos; });
}

std::optional<Beam> beam_of_master(hdf5::InputFile const& file, bool electrons, ReadingReport& report) {
  auto name = first_dataset(file, specific, {"photon_energy"});
  if (name.empty()) name = first_dataset(file, detector, {"photon_energy"});
  if (name.empty()) name = first_dataset(file, beam_group, {"incident_energy"});
  auto const wavelength = first_dataset(file, beam_group, {"incident_wavelength", "wavelength"});
  if (name.empty() && wavelength.empty()) return {};
  auto const where = [&](std::string const& dataset) { return file.path() + ": dataset '" + dataset + "'"; };
  auto const wavelength_m = [&] { return length_m(file, wavelength, report, "angstrom"); };
  if (name.empty()) return beam_of_wavelength(wavelength_m(), where(wavelength), report);
  double const stated_eV = energy_eV(file, name, report);
  if (electrons) return beam_of_kind(BeamKind::electrons, stated_eV, where(name));
  if (wavelength.empty()) return beam_of_energy(stated_eV, 0, where(name), report);
  double const length = wavelength_m();
  auto const beam = beam_of_kind(kind_of({length, stated_eV}), stated_eV, where(name));
  if (std::abs(length / beam.wavelength_m - 1) <= 0.01) return beam;
  report.add(BeamContradiction{length, stated_eV});
  return photons_of_wavelength(length, where(wavelength));
}

std::optional<MaskPlace> mask_of_master(hdf5::InputFile const& file) {
  for (auto const& group : {specific, detector})
    if (file.has_dataset(group + "pixel_mask"))
      return MaskPlace{file.dataset(group + "pixel_mask"), MaskRule::nonzero_bad};
  return {};
}

/// Counts from which the detector saturates: the least that the file states.
std::optional<double> saturation_of(hdf5::InputFile const& file) {
  std::optional<double> least;
  for (auto const& group : {specific, detector})
    for (std::string const name : {"countrate_correction_count_cutoff", "saturation_value"})
      if (auto const value = number_of(file, group, {name}); value > 0 && (!least || *value < *least)) least = value;
  return least;
}

/// Opens the frames in inputs to which links of the master lead, so that these files count as read.
void read_linked_inputs(hdf5::InputFile const& master, Inputs const& inputs) {
  std::set<std::string> linked;
  for (auto const& link : links_of_frames(master))
    if (master.has_dataset(link)) linked.insert(master.identity(link));
  for (auto const& file : inputs)
    if (file.has_dataset(joined_frames) && linked.contains(file.identity(joined_frames))) file.dataset(joined_frames);
}

}  // namespace

std::string frames_without_master(Inputs const& inputs) {
  auto const found = std::find_if(inputs.begin(), inputs.end(), [](auto const& file) {
    return !is_master(file) && file.has_dataset(joined_frames) && file.number_attribute(joined_frames, "image_nr_low");
  });
  if (found == inputs.end()) return "";
  return found->path() +
         " holds frames of a Dectris detector, but its master file is not given. Give the master file (..._master.h5) "
         "in its place: it leads to the files of frames and states energy, distance and mask.";
}

std::string missing_in_dectris(Inputs const& inputs) {
  return master_of(inputs) != nullptr ? "" : "there is no entry/data/data_000001 or entry/data/data with its detector";
}

DetectorFrames open_dectris(Inputs const& inputs, ReadingReport& report) {
  auto const& file = *master_of(inputs);
  std::size_t const triggers = std::max<std::size_t>(1, number_stated(file, "ntrigger"));
  std::size_t const a_trigger = number_stated(file, "nimages");
  bool const electrons = counts_electrons(file);
  DetectorFrames found{.frames = links_of_frames(file).empty() ? FrameSet(file.dataset(joined_frames))
                                                               : linked_frames(file, triggers * a_trigger),
                       .mask = mask_of_master(file),
                       .beam = beam_of_master(file, electrons, report)};
  if (inputs.size() > 1) read_linked_inputs(file, inputs);
  if (found.beam || electrons) found.particles = electrons ? BeamKind::electrons : kind_of(*found.beam);
  found.detector = {.distance_m = length_of(file, {"detector_distance", "distance"}, report),
                    .pixel_row_m = length_of(file, {"y_pixel_size"}, report),
                    .pixel_col_m = length_of(file, {"x_pixel_size"}, report)};
  if (triggers > 1 && a_trigger > 1 && found.frames.frames() == triggers * a_trigger)
    found.raster = Raster{.shape = {triggers, a_trigger}};
  found.saturation = saturation_of(file);
  return found;
}

}  // namespace ptyger::read
