#include "perf/scaling_devices.hpp"

#include <fmt/format.h>

#include "core/median.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::perf {
namespace {

/// Seconds of single epochs and iterations on a number of devices, over all rounds.
struct Seconds {
  std::vector<double> epochs;
  std::vector<double> iterations;
};

/// Adds the seconds of epochs and iterations to `seconds`; returns the NRMSE.
double reconstruct_on(int devices, Scan const& scan, ScanWork const& work, Seconds& seconds) {
  Options options;
  options.start_epochs = work.epochs;
  options.iterations = work.iterations;
  options.devices.count = devices;
  Observer observer;
  observer.on_record = [&](HistoryRecord const& record) {
    if (record.iteration > 1)
      (record.phase == Phase::cg ? seconds.iterations : seconds.epochs).push_back(record.seconds);
  };
  return reconstruct(scan, options, observer).nrmse;
}

}  // namespace

std::vector<DevicePoint> measure_devices(std::filesystem::path const& file, ScanWork const& work,
                                         std::vector<int> const& devices, int available, int rounds) {
  auto const scan = read_scan({file});
  std::vector<DevicePoint> points(devices.size());
  std::vector<Seconds> seconds(devices.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < devices.size(); ++i)
      points[i].nrmse = reconstruct_on(devices[i], scan, work, seconds[i]);
  }
  if (seconds.front().epochs.empty())
    throw InputError(fmt::format("{} frames are too few for a start of the solver; use more", scan.frames));
  for (std::size_t i = 0; i < devices.size(); ++i) {
    points[i].devices = devices[i];
    points[i].epoch_seconds = core::median(seconds[i].epochs);
    points[i].iteration_seconds = core::median(seconds[i].iterations);
    points[i].oversubscribed = devices[i] > available;
  }
  return points;
}

}  // namespace ptyger::perf
