#include "simulation/option_table.hpp"

namespace ptyger::simulation {
namespace {

constexpr char const* length_reason = "it is a length in metres";

core::OptionTable instrument_options(Options& o) {
  return core::in_group(
      "Instrument",
      {{"--detector", &o.detector, "Frames have D x D pixels; any number from 16 on", "D",
        core::Bounds{16, 8192, "a frame needs room for the beam and its diffraction"}},
       {"--energy", &o.energy_eV, "Photon energy, eV", "EV",
        core::Bounds{10, 1e6, "the photon energy is in electronvolts"}},
       {"--detector-pixel", &o.detector_pixel_m, "Detector pixel, metres", "M",
        core::Bounds{1e-7, 1e-1, length_reason}},
       {"--upsample", &o.upsample,
        "Detector pixels are large: each is the sum over U x U pixels of the waves, whose window is U times as wide",
        "U", core::Bounds{1, 8, "the waves would become too large"}},
       {"--blur", &o.blur,
        "Point spread of the detector: the standard deviation of a Gaussian in pixels, or an image with an odd number "
        "of "
        "pixels",
        "SIGMA|FILE"},
       {"--distance", &o.distance_m, "Sample to detector, metres; without this option 2", "M",
        core::Bounds{1e-4, 1e4, length_reason}},
       {"--near-field", &o.near_field, "Frames are near fields, images of the sample (Fresnel), and not far fields"},
       {"--focus-to-sample", &o.focus_to_sample_m,
        "Near field: focus of a diverging beam to sample, metres; without this option a parallel beam", "M",
        core::Bounds{1e-6, 1e4, length_reason}},
       {"--object-pixel", &o.object_pixel_m, "Object pixel, metres; sets the distance instead", "M",
        core::Bounds{1e-13, 1e-3, length_reason}}});
}

core::OptionTable beam_options(Options& o) {
  return core::in_group(
      "Beam",
      {{"--probe", core::choice(o.probe), "Kind of the focusing optic; airy: a round aperture in focus"},
       {"--aperture", &o.aperture,
        "Radius of the beam on the detector / half the width of the detector; without this option 0.4, 0.25 "
        "(gaussian, 1/e amplitude), 0.35 "
        "(disc) or 0.1 (airy); in a near field of the beam on the sample / half the width of the window",
        "F", core::Bounds{0.02, 0.9, "the pupil must fill some pixels and end inside the detector"}},
       {"--central-stop", &o.central_stop, "Diameter of the central stop / diameter of the zone plate", "F",
        core::Bounds{0, 0.9, "the stop must leave a ring of the zone plate open"}},
       {"--defocus", &o.defocus_m,
        "Distance from the focus to the sample, metres; without this option the beam fills a third of the "
        "window (airy, near field: 0)",
        "M", core::Bounds{-1, 1, length_reason}},
       {"--probe-modes", &o.modes, "Number of incoherent modes of the beam", "M",
        core::Bounds{1, 21, "modes are made of Hermite polynomials up to order 5"}},
       {"--mode-decay", &o.mode_decay, "Power of a mode / power of the mode before", "F",
        core::Bounds{1e-6, 1, "modes are sorted by falling power"}},
       {"--beam-drift", &o.beam_drift, "Amplitude of a slow motion of the beam over the scan, object pixels", "PX",
        core::Bounds{0, 100, "a beam that moves farther leaves its window"}},
       {"--beam-jitter", &o.beam_jitter, "Standard deviation of the beam's position from frame to frame, object pixels",
        "PX", core::Bounds{0, 100, "a beam that moves farther leaves its window"}},
       {"--beam-tilt", &o.beam_tilt,
        "Amplitude of a slow change of the pupil over the scan: one side gets brighter, the other darker", "F",
        core::Bounds{0, 1, "no side gets darker than dark"}},
       {"--flicker", &o.flicker, "Relative amplitude of a slow change of the beam's amplitude", "F",
        core::Bounds{0, 0.9, "the beam stays on"}}});
}

core::OptionTable scan_options(Options& o) {
  return core::in_group(
      "Scan",
      {{"--pattern", core::choice(o.pattern), "Rows, rows with random displacements, or a Fermat spiral"},
       {"--frames", &o.frames, "Number of frames", "N", core::Bounds{1, 1e6, "a scan has at least one frame"}},
       {"--overlap", &o.overlap, "1 - step / beam diameter (of the uniform disc with the same half-power radius)", "F",
        core::Bounds{0, 0.99, "neighbouring frames must see the same part of the sample but not stand still"}},
       {"--step", &o.step_m, "Distance of neighbouring positions, metres; overrides --overlap", "M",
        core::Bounds{1e-13, 1e-2, length_reason}},
       {"--jitter", &o.jitter, "Largest displacement of the jittered pattern / step", "F",
        core::Bounds{0, 0.5, "a larger displacement would let neighbours change places"}},
       {"--positions", core::choice(o.positions),
        "Positions between object pixels (a phase ramp on its spectrum shifts the probe) or on whole pixels"},
       {"--fly", &o.fly,
        "The stage moves along the rows during an exposure, by this fraction of the step; positions are the middles of "
        "the motion",
        "F", core::Bounds{0, 1, "the stage gets no farther than to the next frame while one is exposed"}}});
}

core::OptionTable sample_options(Options& o) {
  return core::in_group(
      "Sample",
      {{"--sample", core::choice(o.sample),
        "Features: a star, lines, a cell and spheres (mixed), or one kind of them; tiles: flat rectangles with sharp "
        "edges"},
       {"--phase-shift", &o.phase_shift_rad, "Phase shift of the thickest metal, such as star and lines, radians",
        "RAD", core::Bounds{0, 50, "it is a phase in radians"}}});
}

core::OptionTable detection_options(Options& o) {
  auto const detector = static_cast<double>(o.detector);
  return core::in_group(
      "Detection", {{"--photons", &o.photons, "Mean counts a frame, Poisson; 0: noise-free, at the scale of a million",
                     "N", core::Bounds{0, 1e12, "it is the mean number of counts a frame"}},
                    {"--dead-pixels", &o.dead_pixels, "Fraction of dead pixels", "F",
                     core::Bounds{0, 0.5, "more masked than measured pixels carry no image"}},
                    {"--beam-stop", &o.beam_stop_px, "Diameter of a beam stop, detector pixels", "PX",
                     core::Bounds{0, detector / 2, "a larger stop hides the beam"}},
                    {"--module-gap", &o.module_gap_px, "Width of the gaps between detector modules, pixels", "PX",
                     core::Bounds{0, detector / 8, "wider gaps leave too little of the frame"}},
                    {"--seed", &o.seed, "Seed of all random numbers: the same seed gives the same scan", "N"}});
}

}  // namespace

core::OptionTable file_options(FileSettings& file) {
  return core::in_group("Files",
                        {{.names = "-o,--output",
                          .value = &file.path,
                          .help = "Scan file (CXI); the truth stands beside it in the group /truth",
                          .placeholder = "SCAN.cxi",
                          .required = true},
                         {"--write-probe", &file.write_probe, "Store the true probe as the initial probe of the scan"},
                         {"--overwrite", &file.overwrite, "Replace an existing file"}});
}

core::OptionTable simulation_options(Options& options) {
  return core::joined({instrument_options(options), beam_options(options), scan_options(options),
                       sample_options(options), detection_options(options)});
}

}  // namespace ptyger::simulation
