#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "ptyger/words.hpp"

namespace ptyger::simulation {

/// Kind of the focusing optic.
enum class ProbeKind { zone_plate, gaussian, disc, airy };
/// Words of ProbeKind.
constexpr std::array<Word<ProbeKind>, 4> words_of(ProbeKind) {
  return {{{"zone-plate", ProbeKind::zone_plate},
           {"gaussian", ProbeKind::gaussian},
           {"disc", ProbeKind::disc},
           {"airy", ProbeKind::airy}}};
}
/// Arrangement of the positions.
enum class Pattern { raster, jittered, spiral };
/// Words of Pattern.
constexpr std::array<Word<Pattern>, 3> words_of(Pattern) {
  return {{{"raster", Pattern::raster}, {"jittered", Pattern::jittered}, {"spiral", Pattern::spiral}}};
}
/// Whether positions lie between object pixels or are rounded to whole pixels.
enum class Positions { subpixel, integer };
/// Words of Positions.
constexpr std::array<Word<Positions>, 2> words_of(Positions) {
  return {{{"subpixel", Positions::subpixel}, {"integer", Positions::integer}}};
}
/// Features of the sample.
enum class Sample {
  mixed,      ///< a star, line pairs, a cell and a cluster of spheres on a film
  star,       ///< a Siemens star of metal
  cells,      ///< organic cells on a film: smooth, nearly without absorption
  particles,  ///< spheres of organic matter and metal on a film
  tiles       ///< flat rectangles of metal with sharp edges
};
/// Words of Sample.
constexpr std::array<Word<Sample>, 5> words_of(Sample) {
  return {{{"mixed", Sample::mixed},
           {"star", Sample::star},
           {"cells", Sample::cells},
           {"particles", Sample::particles},
           {"tiles", Sample::tiles}}};
}

/// What is simulated. The defaults are the defaults of the command line.
struct Options {
  std::size_t detector = 128;        ///< D: frames are D x D pixels
  double energy_eV = 8000;           ///< photon energy
  double detector_pixel_m = 75e-6;   ///< side of a detector pixel
  std::optional<double> distance_m;  ///< sample to detector; empty: 2 m, or the distance that gives object_pixel_m
  std::optional<double>
      object_pixel_m;        ///< side of an object pixel; empty: wavelength x distance / (D x detector pixel)
  std::size_t upsample = 1;  ///< U: a detector pixel is the sum over U x U pixels of the waves
  std::string blur;          ///< point spread: standard deviation in pixels, or FILE[:/DATASET]; empty: none
  bool near_field = false;   ///< frames are near fields; an object pixel is the detector pixel / magnification
  std::optional<double> focus_to_sample_m;  ///< near field: from the focus to the sample; empty: a parallel beam

  ProbeKind probe = ProbeKind::zone_plate;  ///< focusing optic
  std::optional<double> aperture;           ///< radius of the pupil / (D/2); empty: a value for each kind of probe
  double central_stop = 0.3;                ///< diameter of the central stop / diameter of the zone plate
  std::optional<double>
      defocus_m;            ///< from the focus to the sample; empty: the beam fills a third of the window (airy: 0)
  std::size_t modes = 1;    ///< number of incoherent modes of the beam
  double mode_decay = 0.3;  ///< power of a mode / power of the mode before
  double beam_drift = 0;    ///< amplitude of a slow motion of the beam over the scan, object pixels
  double beam_jitter = 0;   ///< standard deviation of the beam's position from frame to frame, object pixels
  double beam_tilt = 0;     ///< amplitude of a slow change of the pupil: one side brighter, the other darker
  double flicker = 0;       ///< relative amplitude of a slow change of the beam's amplitude

  Pattern pattern = Pattern::jittered;        ///< arrangement of the positions
  std::size_t frames = 200;                   ///< number of frames
  double overlap = 0.7;                       ///< 1 - step / beam diameter
  std::optional<double> step_m;               ///< mean distance of neighbours; empty: from the overlap
  double jitter = 0.25;                       ///< Pattern::jittered: largest displacement along an axis / step
  Positions positions = Positions::subpixel;  ///< between pixels or on whole pixels
  /// Motion of the stage along the rows during an exposure / step. The position is the middle of the motion.
  double fly = 0;

  Sample sample = Sample::mixed;  ///< features of the sample
  double phase_shift_rad = 1;     ///< phase shift of the thickest metal
  double photons = 1e6;           ///< expected counts a frame; 0: noise-free, at the scale of a million
  double dead_pixels = 0;         ///< fraction of all detector pixels
  double beam_stop_px = 0;        ///< diameter of the beam stop, detector pixels
  std::size_t module_gap_px = 0;  ///< width of the gaps between the four modules of the detector, pixels
  std::uint64_t seed = 0;         ///< seed of all random numbers
};

/// Throws InputError for a value out of the bounds of simulation_options(), and for options that contradict each other.
void check(Options const& options);

}  // namespace ptyger::simulation
