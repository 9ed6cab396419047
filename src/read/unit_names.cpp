#include "read/unit_names.hpp"

#include <fmt/format.h>

#include "core/named_units.hpp"
#include "ptyger/error.hpp"
#include "read/stated_number.hpp"

namespace ptyger::read {
namespace {

template <std::size_t N>
double factor(std::array<core::NamedUnit, N> const& names, std::string const& unit, char const* kind,
              std::string const& where) {
  if (auto const found = core::size_of_unit(names, unit)) return *found;
  std::string known;
  for (auto const& [name, value] : names) known += (known.empty() ? "" : ", ") + std::string(name);
  throw InputError(
      fmt::format("{} has the unit '{}', which is no known unit of {}. Give one of: {}.", where, unit, kind, known));
}

}  // namespace

double metres_in(std::string const& unit, std::string const& where) {
  return factor(core::lengths, unit, "length", where);
}

std::optional<double> known_metres(std::string const& unit) {
  return core::size_of_unit(core::lengths, unit);
}

double electronvolts_in(std::string const& unit, std::string const& where) {
  return factor(core::energies, unit, "energy", where);
}

std::optional<std::string> unit_of(hdf5::InputFile const& file, std::string const& dataset) {
  for (char const* name : {"units", "unit"}) {
    auto const text = without_blanks(file.text_attribute(dataset, name).value_or(""));
    if (!text.empty()) return text;
  }
  return {};
}

std::vector<double> lengths_m(hdf5::InputFile const& file, std::string const& dataset, std::string const& unit) {
  auto const opened = file.dataset(dataset);
  double const metres = metres_in(unit.empty() ? unit_of(file, dataset).value_or("m") : unit, opened.where());
  auto values = opened.read<double>();
  for (double& value : values) value *= metres;
  return values;
}

double length_m(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report,
                std::string const& format_unit) {
  auto const opened = file.dataset(dataset);
  auto const number = stated_number(opened, report);
  auto const unit = unit_of(file, dataset).value_or(number.unit.empty() ? format_unit : number.unit);
  return number.value * metres_in(unit, opened.where());
}

double energy_eV(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report) {
  auto const opened = file.dataset(dataset);
  auto const number = stated_number(opened, report);
  auto const unit = unit_of(file, dataset).value_or(number.unit.empty() ? "eV" : number.unit);
  return number.value * electronvolts_in(unit, opened.where());
}

std::optional<double> stated_length_m(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report,
                                      std::string const& format_unit) {
  if (!file.has_dataset(dataset)) return {};
  return length_m(file, dataset, report, format_unit);
}

double detector_pixel_m(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report,
                        std::string const& format_unit) {
  double const pixel_m = length_m(file, dataset, report, format_unit);
  auto const unit = unit_of(file, dataset).value_or(format_unit);
  if (unit == "m" || !(pixel_m > 0 && pixel_m < 1e-9)) return pixel_m;
  double const value = pixel_m / metres_in(unit, dataset);
  report.add(UnitCorrected{UnitCorrected::Number::detector_pixel, file.path() + ": dataset '" + dataset + "'", value,
                           unit, "m"});
  return value;
}

Beam photons_of_dataset(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report) {
  auto const opened = file.dataset(dataset);
  auto const number = stated_number(opened, report);
  auto const unit = unit_of(file, dataset).value_or(number.unit);
  if (unit.empty()) return photons_of_energy(number.value, opened.where(), report);
  double const energy_eV = number.value * electronvolts_in(unit, opened.where());
  if (energy_eV > 0.5 && energy_eV < 1e7) return beam_of_kind(BeamKind::photons, energy_eV, opened.where());
  report.add(UnitCorrected{UnitCorrected::Number::energy_in_stated_unit, opened.where(), number.value, unit});
  return photons_of_energy(number.value, opened.where(), report);
}

}  // namespace ptyger::read
