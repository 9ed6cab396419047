#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/text.hpp"
#include "model/variation.hpp"
#include "prepare/option_tables.hpp"

namespace ptyger::prepare {
namespace {

constexpr double longest_motion_m = 1e-3;  // of a stage during an exposure
constexpr double least_fraction = 1e-3;    // of the step; less cannot be seen
constexpr double unlimited = std::numeric_limits<double>::infinity();

constexpr std::array<Word<bool>, 2> fly_positions{{{"start", true}, {"middle", false}}};
constexpr std::array<Word<std::optional<bool>>, 3> position_words{
    {{"auto", std::nullopt}, {"fixed", false}, {"refine", true}}};
constexpr std::array<Word<std::optional<bool>>, 3> streaming_words{
    {{"auto", std::nullopt}, {"yes", true}, {"no", false}}};

std::optional<double> finite_number(std::string const& text) {
  auto const value = core::number_of_text<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

/// Reads a fraction of the step, or "DX,DY" in metres; returns what is wrong with the text.
std::string parse_fly(std::string const& text, FlyScan& fly) {
  auto const comma = text.find(',');
  auto const first = finite_number(text.substr(0, comma));
  auto const second = comma == std::string::npos ? first : finite_number(text.substr(comma + 1));
  if (!first || !second) return "'" + text + "' is neither a fraction of the step nor DX,DY in metres";
  if (comma != std::string::npos) {
    if (std::hypot(*first, *second) > longest_motion_m)
      return "'" + text + "' is a motion of more than a millimetre; give DX,DY in metres";
    fly.motion = Position{.row_m = *second, .col_m = *first};
    return {};
  }
  if (*first > 0 && *first < least_fraction)
    return "'" + text + "' looks like metres; give the motion as DX,DY metres, such as " + text +
           ",0, or as a fraction of the step";
  if (!(*first > 0 && *first <= 1)) return "'" + text + "' is no fraction of the step above 0 and up to 1";
  fly.fraction = *first;
  return {};
}

core::OptionTable check_options(bool& no_check) {
  core::OptionTable rows{{"--no-check", &no_check,
                          "Begin without the check whether the positions are turned otherwise than the frames, which "
                          "takes about a second where the scan has a probe"}};
  rows.front().changes_result = false;
  return core::in_group("Scan", std::move(rows));
}

core::OptionTable beam_options(ReconstructSettings& settings) {
  auto& solver = settings.solver;
  auto const read_fly = [&fly = solver.fly](std::string const& text) { return parse_fly(text, fly); };
  return core::in_group(
      "Probe",
      {{"--no-probe", &settings.fixed_probe, "Keep the initial probe as it is, with no more modes than it has"},
       {"--probe-defocus", core::NumberOrAuto<double>{&settings.probe_defocus},
        "Propagate the initial probe of a file by so many metres, downstream; auto: by the distance with which short "
        "trial runs explain the frames best, for the probe of another day",
        "auto|METRES", core::Bounds{-10, 10}},
       {"--probe-aperture", &settings.probe_aperture,
        "Known aperture of the optic: the far field of the probe is 0 outside of it. A radius around the zero "
        "frequency in detector pixels; auto: the disc that the mean pattern shows, with a margin, which a note states; "
        "FILE or FILE:/DATASET: an image of the probe's size, zero frequency in the middle, not 0 where the probe may "
        "be",
        "auto|RADIUS|FILE"},
       {"--probe-support", &settings.probe_support,
        "Known extent of the probe in the plane of the sample: a radius around the middle of its window in pixels of "
        "the object, or a FILE as for --probe-aperture",
        "RADIUS|FILE"},
       {"--probe-modes", core::NumberOrAuto<int>{&settings.probe_modes},
        "Number of incoherent modes of the probe; auto: as many as lower the misfit of held-out pixels decidedly",
        "auto|M", core::Bounds{1, 1000}},
       {"--probe-variation", &solver.probe_variation,
        "Number of probes whose share in the first mode is found for each frame, together with its brightness: for a "
        "beam that drifts, tilts or flickers during the scan (orthogonal probe relaxation)",
        "K", core::Bounds{0, model::most_variation}},
       {"--mode-start", core::choice(solver.mode_start),
        "Initial values of further modes: the first mode times polynomials of the position, or its derivatives, which "
        "are its far field times polynomials of the frequency (for a beam blurred by the size of its source)"},
       {"--fly", core::ParsedText{read_fly},
        "The stage moves during exposures: by this fraction of the step along the fast axis, or by DX,DY metres. The "
        "initial modes of the probe are the modes of a moving probe; three without --probe-modes",
        "FRACTION|DX,DY"},
       {"--fly-position", core::choice(solver.fly.from_start, fly_positions),
        "Where in an exposure of a fly scan the positions of the file are"}});
}

core::OptionTable algorithm_options(ReconstructSettings& settings) {
  auto& solver = settings.solver;
  return core::in_group(
      "Algorithm",
      {{"--iterations", &solver.iterations,
        "Conjugate gradient iterations after the start; without this option the run ends when the object "
        "changes by less than its noise, or the misfit of the detector pixels that are held out of the fit rises or "
        "hardly falls, at the latest after 200",
        "N", core::Bounds{0, 1000000}},
       {"--start-epochs", core::NumberOrAuto<int>{&solver.start_epochs},
        "Epochs of the ordered-subset start; auto: up to 6, none after --init", "auto|N", core::Bounds{0, unlimited}},
       {"--noise", core::choice(settings.noise),
        "Noise model of the counts; auto: gaussian, or poisson where a pixel has less than one count on average"},
       {"--rule", core::choice(solver.rule),
        "Rule of the search direction: Polak-Ribiere+, Hager-Zhang, Dai-Yuan; reference: the published rule, which "
        "implies alternating steps, nearest sampling and no start"},
       {"--scheme", core::choice(solver.scheme), "Whether object and probe are updated together or in turn"},
       {"--sampling", core::choice(settings.sampling),
        "How patches of the object at positions between pixels are sampled; auto: bilinear, or fourier if it lowers "
        "the misfit of held-out pixels"},
       {"--smooth", core::NumberOrAuto<double>{&settings.smoothness},
        "Weight of sum |psi_a - psi_b|^2 over neighbouring pixels of the object, in units of the mean counts on an "
        "illuminated pixel, so that a weight has the same effect at any dose; auto: from noise and roughness of "
        "the object, which two halves of the frames tell; 0: none",
        "auto|LAMBDA", core::Bounds{0, 1e6}},
       {"--edges", core::NumberOrAuto<double>{&settings.edge_threshold},
        "Differences |psi_a - psi_b| above this threshold are edges, which --smooth weighs by their length instead of "
        "its square; auto: the noise of the object with --smooth auto, otherwise 0: none",
        "auto|THRESHOLD", core::Bounds{0, 1e6}},
       {"--empty-region", &settings.empty_regions,
        "Rectangle without sample, metres in the coordinates of the positions (x to the right, y downwards): the "
        "object "
        "stays 1 there; give it once for each rectangle",
        "X0,Y0,X1,Y1"},
       {"--empty-beam", frame_numbers(settings.empty_beam),
        "Frames of the empty beam, without sample: they determine the probe alone, wherever their positions are; "
        "numbers as for --only-frames",
        "LIST|FILE"},
       {"--unit-amplitude", &solver.constraints.unit_amplitude,
        "Weight of sum (|psi|^2 - 1)^2 over the pixels of the object, in units of the mean counts on an illuminated "
        "pixel: for samples that hardly absorb; 0: none",
        "WEIGHT", core::Bounds{0, 1e6}},
       {"--seed", &solver.seed, "Seed of the order of subsets, of the held-out pixels and of trial starts", "N"}});
}

core::OptionTable refinement_options(ReconstructSettings& settings) {
  auto& refine = settings.solver.refine;
  return core::in_group(
      "Refinement",
      {{"--positions", core::choice(settings.refine_positions, position_words),
        "Keep the positions of the scan, or refine them together with object and probe; auto: refine them if that "
        "lowers the misfit of held-out pixels"},
       {"--max-drift", &refine.most_drift, "Largest correction of a position, pixels of the object", "PIXELS",
        core::Bounds{0.01, 1000}},
       {"--fit-intensities", &refine.brightness, "Fit the brightness of every frame, 1 on average"},
       {"--fit-background", &refine.background, "Fit stray light that all frames share, pixel by pixel"}});
}

core::OptionTable hold_out_options(double& hold_out) {
  return core::in_group(
      "Algorithm",
      {{"--hold-out", &hold_out,
        "Share of the detector pixels that are held out of the fit; when their misfit stops falling, the run "
        "ends, unless --iterations is given; 0: all pixels are fitted, and only the object decides",
        "SHARE", core::Bounds{0, 0.5}}});
}

/// Options that say how the machine is used, on which the result does not depend.
core::OptionTable machine_options(core::OptionTable rows) {
  for (auto& row : rows) row.changes_result = false;
  return core::in_group("Machine", std::move(rows));
}

core::OptionTable memory_options(Options& solver) {
  return machine_options(
      {{"--memory-strategy", core::choice(solver.memory),
        "Data that a device keeps between the passes of an iteration; auto: the fastest strategy that fits"}});
}

core::OptionTable precision_options(Precision& precision) {
  return core::in_group("Machine",
                        {{"--precision", core::choice(precision), "Precision of the fields; sums are always double"}});
}

}  // namespace

core::OptionTable probe_options(std::string& probe) {
  return core::in_group("Probe",
                        {{"--probe", &probe,
                          "Initial probe: the probe of the scan (file), a probe found from the mean pattern (blind), "
                          "or the probe of another FILE; auto: the probe of the scan if there is one, else blind",
                          "auto|file|blind|FILE"}});
}

core::OptionTable device_options(DeviceOptions& options) {
  return machine_options(
      {{"--devices", core::NumberOrAuto<int>{&options.count},
        "Number of devices that share the scan; auto: the GPUs of this node that the frames fill, or the cores that "
        "may be used",
        "auto|G", core::Bounds{1, 1024}},
       {"--partition", core::choice(options.partition),
        "tiled: every device holds its tile of the object; replicated: every device holds the whole object; "
        "auto: the one that sends fewer bytes"},
       {"--transport", core::choice(options.transport),
        "How devices exchange data; auto: NCCL between GPUs, threads between cores"},
       {"--deterministic", &options.deterministic,
        "Give the same bits at every run with the same number of devices, at some cost"},
       {"--memory", core::Bytes{&options.memory},
        "Memory that each device may use, such as 80GiB; without this option all free memory", "BYTES"},
       {"--stream-frames", core::choice(options.streaming, streaming_words),
        "Keep the frames in the memory of the host and send them to a device chunk by chunk; auto: when "
        "they do not fit into the device"}});
}

core::OptionTable solver_options(ReconstructSettings& settings) {
  auto& solver = settings.solver;
  return core::joined({scan_options(settings.read), detector_options(settings.read), check_options(settings.no_check),
                       probe_options(settings.probe), beam_options(settings), algorithm_options(settings),
                       refinement_options(settings), hold_out_options(solver.hold_out), memory_options(solver),
                       precision_options(solver.precision), device_options(solver.devices)});
}

}  // namespace ptyger::prepare
