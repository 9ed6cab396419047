/// Measures the time on one core from the first start epoch until a misfit is reached, in units of one in-cache
/// transform of all frames of the scan. Prints a JSON object.
#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "perf/transform_floor.hpp"
#include "ptyger/read_scan.hpp"
#include "ptyger/reconstruct.hpp"

int main(int argc, char** argv) {
  using namespace ptyger;
  CLI::App app("Time until a misfit is reached, in units of one in-cache transform of all frames");
  std::vector<std::string> inputs;
  double target = 0.1165;
  app.add_option("inputs", inputs, "Scan")->required();
  app.add_option("--nrmse", target, "Misfit to reach");
  CLI11_PARSE(app, argc, argv);
  Kokkos::ScopeGuard const kokkos(Kokkos::InitializationSettings().set_num_threads(1));
  try {
    Scan const scan = read_scan(inputs);
    perf::TransformFloor const floor(static_cast<int>(scan.detector));
    Options options;
    options.sampling = Sampling::nearest;
    double seconds = 0;
    double transform_units = 0;
    double transform_seconds = 0;
    double transforms = 0;
    bool reached = false;
    Observer observer;
    observer.on_record = [&](HistoryRecord const& record) {
      if (reached) return;
      double const frame_transform_seconds = floor.seconds(scan.frames);
      seconds += record.seconds;
      transform_units += record.seconds / frame_transform_seconds;
      transform_seconds = frame_transform_seconds;
      transforms = record.transforms;
      reached = record.nrmse <= target;
    };
    observer.stop_requested = [&] { return reached; };
    reconstruct(scan, options, observer);
    std::cout << nlohmann::json{{"nrmse", target},
                                {"reached", reached},
                                {"seconds", seconds},
                                {"transform_seconds", transform_seconds},
                                {"transforms_of_all_frames", transform_units},
                                {"transforms_made", transforms}}
                     .dump()
              << '\n';
    return reached ? 0 : static_cast<int>(core::ExitCode::failed);
  } catch (std::exception const& error) {
    std::cerr << "time_to_quality: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::bad_input);
  }
}
