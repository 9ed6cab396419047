#include "simulation/options.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ptyger/error.hpp"

namespace ptyger::simulation {
namespace {

void within(char const* option, double value, double low, double high, char const* why) {
  if (!(value >= low && value <= high))
    throw InputError(
        fmt::format("simulate: {} is {:g}: {}; give a value from {:g} to {:g}", option, value, why, low, high));
}

void within(char const* option, std::optional<double> const& value, double low, double high, char const* why) {
  if (value) within(option, *value, low, high, why);
}

}  // namespace

void check(Options const& o) {
  within("--detector", static_cast<double>(o.detector), 16, 8192,
         "a frame needs room for the beam and its diffraction");
  within("--frames", static_cast<double>(o.frames), 1, 1e6, "a scan has at least one frame");
  within("--energy", o.energy_eV, 10, 1e6, "the photon energy is in electronvolts");
  within("--detector-pixel", o.detector_pixel_m, 1e-7, 1e-1, "it is a length in metres");
  within("--distance", o.distance_m, 1e-4, 1e4, "it is a length in metres");
  within("--object-pixel", o.object_pixel_m, 1e-13, 1e-3, "it is a length in metres");
  within("--aperture", o.aperture, 0.02, 0.9, "the pupil must fill some pixels and end inside the detector");
  within("--central-stop", o.central_stop, 0, 0.9, "the stop must leave a ring of the zone plate open");
  within("--defocus", o.defocus_m, -1, 1, "it is a length in metres");
  within("--probe-modes", static_cast<double>(o.modes), 1, 21, "modes are made of Hermite polynomials up to order 5");
  within("--mode-decay", o.mode_decay, 1e-6, 1, "modes are sorted by falling power");
  within("--overlap", o.overlap, 0, 0.99,
         "neighbouring frames must see the same part of the sample but not stand still");
  within("--step", o.step_m, 1e-13, 1e-2, "it is a length in metres");
  within("--jitter", o.jitter, 0, 0.5, "a larger displacement would let neighbours change places");
  within("--fly", o.fly, 0, 1, "the stage gets no farther than to the next frame while one is exposed");
  if (o.fly > 0 && o.pattern == Pattern::spiral)
    throw InputError("simulate: --fly moves the stage along the rows of a scan, but a spiral has none");
  within("--phase-shift", o.phase_shift_rad, 0, 50, "it is a phase in radians");
  within("--photons", o.photons, 0, 1e12, "it is the mean number of counts a frame");
  within("--dead-pixels", o.dead_pixels, 0, 0.5, "more masked than measured pixels carry no image");
  within("--beam-stop", o.beam_stop_px, 0, static_cast<double>(o.detector) / 2, "a larger stop hides the beam");
  within("--module-gap", static_cast<double>(o.module_gap_px), 0, static_cast<double>(o.detector) / 8,
         "wider gaps leave too little of the frame");
  if (o.distance_m && o.object_pixel_m)
    throw InputError(
        "simulate: --distance and --object-pixel were both given: each follows from the other "
        "(object pixel = wavelength x distance / (detector size x detector pixel)); leave one out");
}

}  // namespace ptyger::simulation
