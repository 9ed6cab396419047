#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ptyger::simulation {

enum class ProbeKind { zone_plate, gaussian, disc, airy };
enum class Pattern { raster, jittered, spiral };
enum class Positions { subpixel, integer };

/// What to simulate; the defaults are those of the command line.
struct Options {
  std::size_t detector = 128;            ///< D: frames are D x D pixels
  double energy_eV = 8000;               ///< photon energy
  double detector_pixel_m = 75e-6;       ///< pitch of the detector
  std::optional<double> distance_m;      ///< sample to detector; empty: 2 m, or what object_pixel_m needs
  std::optional<double> object_pixel_m;  ///< empty: wavelength x distance / (D x detector pixel)

  ProbeKind probe = ProbeKind::zone_plate;
  std::optional<double> aperture;   ///< radius of the pupil over half the detector; empty: by the kind of probe
  double central_stop = 0.3;        ///< zone plate: diameter of the stop over that of the plate
  std::optional<double> defocus_m;  ///< sample behind the focus; empty: a beam of a third of the window (airy: 0)
  std::size_t modes = 1;            ///< modes of the partially coherent beam
  double mode_decay = 0.3;          ///< power of each mode over that of the one before

  Pattern pattern = Pattern::jittered;
  std::size_t frames = 200;
  double overlap = 0.7;          ///< linear: 1 - step / beam diameter
  std::optional<double> step_m;  ///< mean distance of neighbours; empty: from the overlap
  double jitter = 0.25;          ///< jittered raster: largest displacement over the step
  Positions positions = Positions::subpixel;
  double fly =
      0;  ///< part of the step along a line that the stage moves during an exposure, whose middle is the position

  double phase_shift_rad = 1;     ///< of the star and the line pairs against the empty sample
  double photons = 1e6;           ///< expected counts a frame; 0: noise-free, at the scale of a million
  double dead_pixels = 0;         ///< fraction of all pixels
  double beam_stop_px = 0;        ///< diameter of the stop on the detector
  std::size_t module_gap_px = 0;  ///< width of the gaps between four modules
  std::uint64_t seed = 0;
};

/// Throws InputError naming the option, its bounds and what to do when a value makes no physical sense.
void check(Options const& options);

}  // namespace ptyger::simulation
