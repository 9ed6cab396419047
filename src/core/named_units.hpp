#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/text.hpp"
#include "core/units.hpp"

namespace ptyger::core {

/// Name of a unit, and its size in metres or electronvolts.
using NamedUnit = std::pair<char const*, double>;

inline constexpr std::array lengths{NamedUnit{"m", 1},
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

inline constexpr std::array energies{NamedUnit{"J", 1 / units::joules_per_eV},
                                     NamedUnit{"joule", 1 / units::joules_per_eV},
                                     NamedUnit{"eV", 1},
                                     NamedUnit{"ev", 1},
                                     NamedUnit{"keV", 1e3},
                                     NamedUnit{"kev", 1e3},
                                     NamedUnit{"MeV", 1e6}};

/// The usual spelling of a word: small letters, singular, American. Symbols such as mm stay as they are.
inline std::string spelling_of_unit(std::string unit) {
  constexpr std::size_t longest_symbol = 3;
  if (unit.size() <= longest_symbol) return unit;
  unit = in_small_letters(std::move(unit));
  if (unit.back() == 's') unit.pop_back();
  if (unit.ends_with("metre")) unit.replace(unit.size() - 2, 2, "er");
  return unit;
}

/// The size of the unit with this name, such as "um", "microns" or "Micrometres"; empty when none has it.
template <std::size_t N>
std::optional<double> size_of_unit(std::array<NamedUnit, N> const& units, std::string const& name) {
  for (auto const& [known, size] : units)
    if (name == known || spelling_of_unit(name) == known) return size;
  return {};
}

}  // namespace ptyger::core
