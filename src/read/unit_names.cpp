#include "read/unit_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/units.hpp"
#include "ptyger/error.hpp"
#include "read/stated_number.hpp"

namespace ptyger::read {
namespace {

/// Name of a unit, and its size in metres or electronvolts.
using NamedUnit = std::pair<char const*, double>;

constexpr std::array lengths{NamedUnit{"m", 1},
                             NamedUnit{"cm", 1e-2},
                             NamedUnit{"mm", 1e-3},
                             NamedUnit{"um", 1e-6},
                             NamedUnit{"\u00b5m", 1e-6},
                             NamedUnit{"\u03bcm", 1e-6},
                             NamedUnit{"nm", 1e-9},
                             NamedUnit{"pm", 1e-12},
                             NamedUnit{"A", 1e-10},
                             NamedUnit{"\u00c5", 1e-10},
                             NamedUnit{"meter", 1},
                             NamedUnit{"centimeter", 1e-2},
                             NamedUnit{"millimeter", 1e-3},
                             NamedUnit{"micrometer", 1e-6},
                             NamedUnit{"micron", 1e-6},
                             NamedUnit{"nanometer", 1e-9},
                             NamedUnit{"picometer", 1e-12},
                             NamedUnit{"angstrom", 1e-10}};

constexpr std::array energies{NamedUnit{"J", 1 / core::units::joules_per_eV},
                              NamedUnit{"joule", 1 / core::units::joules_per_eV},
                              NamedUnit{"eV", 1},
                              NamedUnit{"ev", 1},
                              NamedUnit{"keV", 1e3},
                              NamedUnit{"kev", 1e3},
                              NamedUnit{"MeV", 1e6}};

/// The usual spelling of a word: small letters, singular, American. Symbols such as mm stay as they are.
std::string spelling(std::string unit) {
  constexpr std::size_t longest_symbol = 3;
  if (unit.size() <= longest_symbol) return unit;
  std::transform(unit.begin(), unit.end(), unit.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  if (unit.back() == 's') unit.pop_back();
  if (unit.ends_with("metre")) unit.replace(unit.size() - 2, 2, "er");
  return unit;
}

template <std::size_t N>
std::optional<double> known_factor(std::array<NamedUnit, N> const& names, std::string const& unit) {
  for (auto const& [name, value] : names)
    if (unit == name || spelling(unit) == name) return value;
  return {};
}

template <std::size_t N>
double factor(std::array<NamedUnit, N> const& names, std::string const& unit, char const* kind,
              std::string const& where) {
  if (auto const found = known_factor(names, unit)) return *found;
  std::string known;
  for (auto const& [name, value] : names) known += (known.empty() ? "" : ", ") + std::string(name);
  throw InputError(
      fmt::format("{} has the unit '{}', which is no known unit of {}. Give one of: {}.", where, unit, kind, known));
}

}  // namespace

double metres_in(std::string const& unit, std::string const& where) {
  return factor(lengths, unit, "length", where);
}

std::optional<double> known_metres(std::string const& unit) {
  return known_factor(lengths, unit);
}

double electronvolts_in(std::string const& unit, std::string const& where) {
  return factor(energies, unit, "energy", where);
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
