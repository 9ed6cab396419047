#include "read/unit_names.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/units.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

using Name = std::pair<char const*, double>;

constexpr std::array lengths{Name{"m", 1},
                             Name{"meter", 1},
                             Name{"meters", 1},
                             Name{"metre", 1},
                             Name{"metres", 1},
                             Name{"cm", 1e-2},
                             Name{"mm", 1e-3},
                             Name{"um", 1e-6},
                             Name{"\u00b5m", 1e-6},
                             Name{"\u03bcm", 1e-6},
                             Name{"micron", 1e-6},
                             Name{"microns", 1e-6},
                             Name{"micrometer", 1e-6},
                             Name{"nm", 1e-9},
                             Name{"nanometer", 1e-9},
                             Name{"pm", 1e-12},
                             Name{"A", 1e-10},
                             Name{"angstrom", 1e-10},
                             Name{"Angstrom", 1e-10},
                             Name{"\u00c5", 1e-10}};

constexpr std::array energies{Name{"J", 1 / core::units::joules_per_eV},
                              Name{"joule", 1 / core::units::joules_per_eV},
                              Name{"eV", 1},
                              Name{"ev", 1},
                              Name{"keV", 1e3},
                              Name{"kev", 1e3},
                              Name{"MeV", 1e6}};

template <std::size_t N>
double factor(std::array<Name, N> const& names, std::string const& unit, char const* kind, std::string const& where) {
  for (auto const& [name, value] : names)
    if (unit == name) return value;
  std::string known;
  for (auto const& [name, value] : names) known += (known.empty() ? "" : ", ") + std::string(name);
  throw InputError(
      fmt::format("{} has the unit '{}', which is no known unit of {}. Give one of: {}.", where, unit, kind, known));
}

}  // namespace

double metres_in(std::string const& unit, std::string const& where) {
  return factor(lengths, unit, "length", where);
}

double electronvolts_in(std::string const& unit, std::string const& where) {
  return factor(energies, unit, "energy", where);
}

std::optional<std::string> unit_of(hdf5::InputFile const& file, std::string const& dataset) {
  auto const unit = file.text_attribute(dataset, "units");
  return unit ? unit : file.text_attribute(dataset, "unit");
}

std::vector<double> lengths_m(hdf5::InputFile const& file, std::string const& dataset) {
  auto const opened = file.dataset(dataset);
  double const metres = metres_in(unit_of(file, dataset).value_or("m"), opened.where());
  auto values = opened.read<double>();
  for (double& value : values) value *= metres;
  return values;
}

double length_m(hdf5::InputFile const& file, std::string const& dataset) {
  auto const opened = file.dataset(dataset);
  return opened.scalar() * metres_in(unit_of(file, dataset).value_or("m"), opened.where());
}

Beam photons_of_dataset(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report) {
  auto const opened = file.dataset(dataset);
  auto const values = opened.read<double>();
  double const value = values.size() > 1 ? values.front() : opened.scalar();  // a list has one value for each frame
  auto const unit = unit_of(file, dataset);
  if (!unit) return photons_of_energy(value, opened.where(), report);
  double const energy_eV = value * electronvolts_in(*unit, opened.where());
  if (energy_eV > 1 && energy_eV < 1e7) return beam_of_kind(BeamKind::photons, energy_eV, opened.where());
  report.add(UnitCorrected{UnitCorrected::Number::energy_in_stated_unit, opened.where(), value, *unit});
  return photons_of_energy(value, opened.where(), report);
}

}  // namespace ptyger::read
