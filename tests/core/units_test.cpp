#include "core/units.hpp"

#include <gtest/gtest.h>

namespace ptyger::core::units {
namespace {

TEST(Units, ElectronWavelengthsMatchTheTextbook) {
  EXPECT_NEAR(electron_wavelength_m(300e3), 1.969e-12, 5e-16);  // Kirkland, table 2.1
  EXPECT_NEAR(electron_wavelength_m(200e3), 2.508e-12, 5e-16);
  EXPECT_NEAR(electron_wavelength_m(100e3), 3.701e-12, 5e-16);
}

TEST(Units, ElectronEnergyInvertsElectronWavelength) {
  for (double const energy_eV : {1e3, 30e3, 300e3})
    EXPECT_NEAR(electron_energy_eV(electron_wavelength_m(energy_eV)) / energy_eV, 1, 1e-9);
}

TEST(Units, PhotonsOfOneKiloelectronvoltHave12398Angstrom) {
  EXPECT_NEAR(photon_wavelength_m(1e3), 12.39841984e-10, 1e-17);
  EXPECT_NEAR(photon_energy_eV(12.39841984e-10), 1e3, 1e-5);
}

}  // namespace
}  // namespace ptyger::core::units
