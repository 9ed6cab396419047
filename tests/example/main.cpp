// Reads a scan, reconstructs it and writes the result, with the installed library alone: example SCAN.cxi RESULT.h5
#include <Kokkos_Core.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "ptyger/read_scan.hpp"
#include "ptyger/reconstruct.hpp"
#include "ptyger/write_result.hpp"

namespace {

// Called after every epoch of the start and every iteration of the conjugate gradients.
void print_misfit(ptyger::HistoryRecord const& record) {
  std::printf("%-5s %3d  misfit %.4f  step %.3g\n", ptyger::to_word(record.phase), record.iteration, record.nrmse,
              record.step);
}

void run(std::string const& input, std::string const& output) {
  ptyger::ResultInfo info;
  info.command_line = "example " + input + " " + output;
  info.overwrite = true;
  ptyger::check_output(output, info.overwrite);  // throws before the work when the file cannot be written

  ptyger::Scan const scan = ptyger::read_scan({input});
  std::printf("%zu frames of %zu x %zu pixels\n", scan.frames, scan.detector, scan.detector);

  ptyger::Options options;
  options.start_epochs = 2;
  options.iterations = 3;
  options.devices.count = 1;
  ptyger::Observer observer;
  observer.on_record = print_misfit;
  ptyger::Result const result = ptyger::reconstruct(scan, options, observer);

  ptyger::write_result(output, scan, result, info);
  std::printf("object of %zu x %zu pixels, misfit %.4f: %s\n", result.object.rows, result.object.cols, result.nrmse,
              output.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: example SCAN.cxi RESULT.h5\n");
    return 2;
  }
  // One thread of Kokkos: each device has a thread of its own.
  Kokkos::ScopeGuard const kokkos(Kokkos::InitializationSettings().set_num_threads(1).set_disable_warnings(true));
  try {
    run(argv[1], argv[2]);
  } catch (std::exception const& error) {
    std::fprintf(stderr, "example: %s\n", error.what());
    return 1;
  }
  return 0;
}
