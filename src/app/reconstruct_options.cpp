#include "app/reconstruct_options.hpp"

#include <charconv>
#include <cmath>

#include "app/choice.hpp"
#include "app/device_options.hpp"
#include "app/scan_options.hpp"

namespace ptyger::app {
namespace {

constexpr std::array noises{Choice<Noise>{"gaussian", Noise::gaussian}, Choice<Noise>{"poisson", Noise::poisson}};
constexpr std::array rules{Choice<Rule>{"prp", Rule::prp}, Choice<Rule>{"hz", Rule::hz}, Choice<Rule>{"dy", Rule::dy},
                           Choice<Rule>{"reference", Rule::reference}};
constexpr std::array schemes{Choice<Scheme>{"joint", Scheme::joint},
                             Choice<Scheme>{"alternating", Scheme::alternating}};
constexpr std::array samplings{Choice<Sampling>{"nearest", Sampling::nearest},
                               Choice<Sampling>{"bilinear", Sampling::bilinear},
                               Choice<Sampling>{"fourier", Sampling::fourier}};
constexpr std::array mode_starts{Choice<ModeStart>{"hermite", ModeStart::hermite},
                                 Choice<ModeStart>{"shifts", ModeStart::shifts}};
constexpr std::array fly_positions{Choice<bool>{"start", true}, Choice<bool>{"middle", false}};
constexpr std::array memories{Choice<MemoryStrategy>{"auto", MemoryStrategy::automatic},
                              Choice<MemoryStrategy>{"carried", MemoryStrategy::carried},
                              Choice<MemoryStrategy>{"coefficients", MemoryStrategy::coefficients},
                              Choice<MemoryStrategy>{"recompute", MemoryStrategy::recompute}};
constexpr std::array position_choices{Choice<bool>{"fixed", false}, Choice<bool>{"refine", true}};
constexpr std::array precisions{Choice<Precision>{"single", Precision::single},
                                Choice<Precision>{"double", Precision::full}};

void add_sources(CLI::App& command, prepare::ReconstructSettings& settings) {
  command
      .add_option("inputs", settings.inputs,
                  "Files of one scan: a CXI file, or a file with the patterns (dp) and its para or product file")
      ->option_text("INPUT...")
      ->required()
      ->group("Files");
  command
      .add_option("--init", settings.init,
                  "Start from the object and probe of an earlier result, and from what it corrected of the scan as far "
                  "as this run corrects it, too")
      ->option_text("RESULT.h5")
      ->group("Files");
}

void add_extras(CLI::App& command, prepare::ReconstructSettings& settings) {
  command
      .add_option("--report", settings.report,
                  "Write a page with everything in it: pictures to zoom, convergence, positions, settings")
      ->option_text("FILE.html")
      ->group("Files");
  command.add_option("--cxi", settings.cxi, "Write object and probe as CXI, too")
      ->option_text("FILE.cxi")
      ->group("Files");
  command
      .add_flag("--tiff", settings.tiff,
                "Write phase and amplitude of the object as TIFF (32-bit floats) beside the result, too")
      ->group("Files");
}

void add_outputs(CLI::App& command, prepare::ReconstructSettings& settings) {
  command.add_option("-o,--output", settings.output, "Result file (HDF5, ptychodus product layout)")
      ->option_text("RESULT.h5")
      ->required()
      ->group("Files");
  command.add_option("--metrics", settings.metrics, "Write one JSON object a line for each epoch and iteration")
      ->option_text("FILE.jsonl")
      ->group("Files");
  command.add_option("--previews", settings.previews, "Folder for the pictures; without it that of the result")
      ->option_text("DIR")
      ->group("Files");
  command
      .add_option("--watch", settings.watch,
                  "Draw the pictures also while it runs, after the first conjugate gradient iteration and then every "
                  "so many seconds")
      ->option_text("SECONDS")
      ->check(CLI::Range(0.1, 86400.0))
      ->group("Files");
  add_extras(command, settings);
  command.add_flag("--overwrite", settings.overwrite, "Replace existing files: the result and what goes with it")
      ->group("Files");
}

// A fraction of the step, or "DX,DY" in metres.
void parse_fly(std::string const& text, FlyScan& fly) {
  auto const number = [&](std::string const& part) {
    double value = 0;
    auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc{} || end != part.data() + part.size() || !std::isfinite(value))
      throw CLI::ValidationError("--fly", "'" + text + "' is neither a fraction of the step nor DX,DY in metres");
    return value;
  };
  auto const comma = text.find(',');
  if (comma != std::string::npos) {
    fly.motion = Position{.row_m = number(text.substr(comma + 1)), .col_m = number(text.substr(0, comma))};
    return;
  }
  fly.fraction = number(text);
  if (!(fly.fraction > 0 && fly.fraction <= 1))
    throw CLI::ValidationError("--fly", "'" + text + "' is no fraction of the step above 0 and up to 1");
}

void add_fly(CLI::App& command, FlyScan& fly) {
  command
      .add_option_function<std::string>(
          "--fly", [&fly](std::string const& text) { parse_fly(text, fly); },
          "The stage moves during exposures: by this fraction of the step along the fast axis, or by DX,DY metres. "
          "The modes of the probe begin as those of a moving one; three unless --probe-modes says otherwise")
      ->option_text("FRACTION|DX,DY")
      ->group("Probe");
  add_choice(command, "--fly-position", fly.from_start, fly_positions,
             "Where in an exposure of a fly scan the positions of the file are")
      ->group("Probe");
}

void add_probe(CLI::App& command, prepare::ReconstructSettings& settings) {
  add_probe_choice(command, settings.probe);
  command
      .add_flag("--no-probe", settings.fixed_probe, "Keep the initial probe as it is, with no more modes than it has")
      ->group("Probe");
  command.add_option("--probe-modes", settings.solver.probe_modes, "Number of incoherent modes of the probe")
      ->option_text("M")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000}))
      ->capture_default_str()
      ->group("Probe");
  add_choice(command, "--mode-start", settings.solver.mode_start, mode_starts,
             "What further modes begin as: the first one times polynomials of the place, or its far field times "
             "polynomials of the frequency, which are its derivatives (for a beam blurred by the size of its source)")
      ->group("Probe");
  add_fly(command, settings.solver.fly);
}

// "auto" or a number of epochs.
std::optional<int> parse_epochs(std::string const& text) {
  if (text == "auto") return std::nullopt;
  int epochs = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), epochs);
  if (error != std::errc{} || end != text.data() + text.size() || epochs < 0)
    throw CLI::ValidationError("--start-epochs", "'" + text + "' is neither auto nor a number from 0 on");
  return epochs;
}

void add_iterations(CLI::App& command, Options& options) {
  command
      .add_option(
          "--iterations", options.iterations,
          "Conjugate gradient iterations after the start; without it they end when the misfit of detector pixels "
          "that are held out of the fit rises or hardly falls any more, at the latest after 200")
      ->option_text("N")
      ->check(CLI::Range(0, 1000000))
      ->group("Algorithm");
  command
      .add_option_function<std::string>(
          "--start-epochs", [&options](std::string const& text) { options.start_epochs = parse_epochs(text); },
          "Epochs of the ordered-subset start; auto: up to 6, none after --init")
      ->option_text("auto|N")
      ->default_str("auto")
      ->group("Algorithm");
}

void add_algorithm(CLI::App& command, Options& options) {
  add_iterations(command, options);
  add_choice(command, "--noise", options.noise, noises, "Noise model of the counts")->group("Algorithm");
  add_choice(command, "--rule", options.rule, rules,
             "Rule of the search direction: Polak-Ribiere+, Hager-Zhang, Dai-Yuan; reference: the published rule, "
             "which implies alternating steps, nearest sampling and no start")
      ->group("Algorithm");
  add_choice(command, "--scheme", options.scheme, schemes, "Steps of object and probe together or in turn")
      ->group("Algorithm");
  add_choice(command, "--sampling", options.sampling, samplings, "How patches between pixels are read")
      ->group("Algorithm");
  command
      .add_option("--smooth", options.smoothness,
                  "Weight of sum |psi_a - psi_b|^2 over neighbouring pixels of the object, in units of the mean counts "
                  "on a lit pixel, so it means the same at any dose; for low doses 0.1 to 1; 0: none")
      ->option_text("LAMBDA")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str()
      ->group("Algorithm");
  command.add_option("--seed", options.seed, "Seed of the order of subsets and of trial starts")
      ->option_text("N")
      ->capture_default_str()
      ->group("Algorithm");
}

void add_refinement(CLI::App& command, Options& options) {
  auto& refine = options.refine;
  add_choice(command, "--positions", refine.positions, position_choices,
             "Positions as the scan says, or corrected along with object and probe")
      ->group("Refinement");
  command.add_option("--max-drift", refine.most_drift, "How far a position may be corrected, pixels of the object")
      ->option_text("PIXELS")
      ->check(CLI::Range(0.01, 1000.0))
      ->capture_default_str()
      ->group("Refinement");
  command.add_flag("--fit-intensities", refine.brightness, "Fit the brightness of every frame, 1 on average")
      ->group("Refinement");
  command.add_flag("--fit-background", refine.background, "Fit stray light that all frames share, pixel by pixel")
      ->group("Refinement");
  command
      .add_option(
          "--hold-out", options.hold_out,
          "Share of the detector's pixels that is kept from the fit and tells when it ends, unless --iterations "
          "is given; 0: all are fitted, and it ends after 200")
      ->option_text("SHARE")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str()
      ->group("Algorithm");
}

void add_machine(CLI::App& command, prepare::ReconstructSettings& settings) {
  add_choice(command, "--memory-strategy", settings.solver.memory, memories,
             "What is kept between the passes of an iteration; auto: the fastest that fits")
      ->group("Machine");
  add_choice(command, "--precision", settings.solver.precision, precisions, "Of the fields; sums are always double")
      ->group("Machine");
  add_device_options(command, settings.solver.devices);
}

}  // namespace

void add_probe_choice(CLI::App& command, std::string& probe) {
  command
      .add_option("--probe", probe,
                  "Initial probe: that of the scan (file), found from the mean pattern (blind), or that of another "
                  "FILE; auto: the scan's if it has one, else blind")
      ->option_text("auto|file|blind|FILE")
      ->capture_default_str()
      ->group("Probe");
}

void add_solver_options(CLI::App& command, prepare::ReconstructSettings& settings) {
  add_scan_options(command, settings.read);
  add_probe(command, settings);
  add_algorithm(command, settings.solver);
  add_refinement(command, settings.solver);
  add_machine(command, settings);
}

void add_plan_options(CLI::App& command, prepare::ReconstructSettings& settings) {
  add_sources(command, settings);
  add_solver_options(command, settings);
}

void add_reconstruct_options(CLI::App& command, prepare::ReconstructSettings& settings) {
  add_outputs(command, settings);
  add_plan_options(command, settings);
}

}  // namespace ptyger::app
