/// Measures the time of a joint CG iteration and of an epoch of the start on one core, in units of in-cache transforms
/// of the same frames (3 per frame and mode for an iteration, 2 for an epoch). Prints a JSON object for each case.
#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "core/median.hpp"
#include "perf/misfit_error.hpp"
#include "perf/synthetic_scan.hpp"
#include "perf/transform_floor.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::perf {
namespace {

/// A reconstruction to measure.
struct Case {
  std::size_t detector = 128;  ///< D: frames are D x D pixels
  std::size_t frames = 256;
  std::size_t modes = 1;
  Sampling sampling = Sampling::nearest;
  MemoryStrategy memory = MemoryStrategy::recompute;
  Noise noise = Noise::gaussian;
};

/// Predicted bytes per frame, mode and pixel that leave the cache in an iteration (src/solver/README.md "What an
/// iteration costs").
double bytes_moved(Case const& c) {
  double const count_bytes = 2 * 2.0 / static_cast<double>(c.modes);
  if (c.memory == MemoryStrategy::carried) return count_bytes + 56;
  if (c.memory == MemoryStrategy::coefficients) return count_bytes + 40.0 / static_cast<double>(c.modes);
  return count_bytes;
}

/// Runs the solver and measures the time of in-cache transforms between its iterations, so that the machine is equally
/// loaded for both.
nlohmann::json measure(Case const& c, int repeats, bool check) {
  Scan const scan = synthetic_scan(c.frames, c.detector);
  Options options;
  options.iterations = repeats;
  options.start_epochs = 6;
  options.sampling = c.sampling;
  options.memory = c.memory;
  options.noise = c.noise;
  options.probe_modes = c.modes;
  TransformFloor const floor(static_cast<int>(c.detector));
  std::size_t const images = c.frames * c.modes;
  std::vector<double> iteration_ratios;   // [iteration] its seconds over transform_seconds
  std::vector<double> epoch_ratios;       // [epoch of the start] its seconds over transform_seconds
  std::vector<double> transform_seconds;  // [iteration or epoch] seconds to transform all frames and modes once
  Observer observer;
  observer.on_record = [&](HistoryRecord const& record) {
    double const seconds = floor.seconds(images);
    transform_seconds.push_back(seconds);
    (record.phase == Phase::cg ? iteration_ratios : epoch_ratios).push_back(record.seconds / seconds);
  };
  auto const result = reconstruct(scan, options, observer);
  double const median_seconds = core::median(transform_seconds);
  double const iteration_ratio = core::median(iteration_ratios);
  nlohmann::json out{{"detector", c.detector},
                     {"frames", c.frames},
                     {"modes", c.modes},
                     {"sampling", static_cast<int>(c.sampling)},
                     {"strategy", result.memory_strategy},
                     {"transform_seconds_a_frame", median_seconds / static_cast<double>(images)},
                     {"iteration_over_three_transforms", iteration_ratio / 3},
                     {"epoch_over_two_transforms", core::median(epoch_ratios) / 2},
                     {"bytes_a_frame_mode_pixel", bytes_moved(c)},
                     {"frames_per_second", static_cast<double>(c.frames) / (iteration_ratio * median_seconds)}};
  for (auto const& [stage, seconds] : result.timings) out["seconds_by_stage"][stage] = seconds;
  if (check) out["check_relative_error"] = misfit_error(scan, options, result);
  return out;
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger;
  using namespace ptyger::perf;
  CLI::App app("Speed of an iteration and of a start epoch in units of in-cache transforms");
  std::vector<std::size_t> sizes{128, 256};
  std::vector<std::size_t> modes{1, 4};
  std::vector<std::string> samplings{"nearest", "bilinear"};
  std::vector<std::string> strategies{"recompute", "carried", "coefficients"};
  std::size_t frames = 516;
  int repeats = 9;
  bool check = false;
  app.add_option("--sizes", sizes, "Detector sizes, pixels");
  app.add_option("--modes", modes, "Probe modes");
  app.add_option("--samplings", samplings, "nearest, bilinear, fourier");
  app.add_option("--strategies", strategies, "recompute, carried, coefficients");
  app.add_option("--frames", frames, "Frames of the scan");
  app.add_option("--repeats", repeats, "Iterations timed");
  app.add_flag("--check", check, "Compare the misfit of the result with reference kernels");
  CLI11_PARSE(app, argc, argv);
  Kokkos::ScopeGuard const kokkos(Kokkos::InitializationSettings().set_num_threads(1));
  bool wrong = false;
  try {
    for (auto const size : sizes)
      for (auto const mode : modes)
        for (auto const& sampling : samplings)
          for (auto const& strategy : strategies) {
            auto const out = measure({size, frames, mode, from_word<Sampling>(sampling).value(),
                                      from_word<MemoryStrategy>(strategy).value()},
                                     repeats, check);
            wrong = wrong || out.value("check_relative_error", 0.0) > 1e-4;
            std::cout << out.dump() << std::endl;
          }
  } catch (std::exception const& error) {
    std::cerr << "iteration: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::bad_input);
  }
  if (wrong) std::cerr << "iteration: the misfit differs from the misfit of the reference kernels\n";
  return wrong ? static_cast<int>(core::ExitCode::failed) : 0;
}
