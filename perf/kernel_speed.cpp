/// Measures the speed of each kernel of an iteration on one device against the bytes that it moves, and against the
/// speed of a copy in the memory of the device. Prints a JSON object.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <algorithm>
#include <cctype>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "device/copy.hpp"
#include "device/instances.hpp"
#include "fft/fft2d_batch.hpp"
#include "model/placement.hpp"
#include "perf/kernel_bytes.hpp"
#include "perf/kernel_times.hpp"
#include "perf/synthetic_scan.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::perf {
namespace {

using Json = nlohmann::ordered_json;
using Device = DeviceContext<RunDevice>;

constexpr double transform_passes = 2;  ///< over the memory, in a 2-D transform
constexpr int measured_iterations = 4;  ///< without the first, and the last, which ends with no gradient

struct Case {
  std::size_t detector;
  std::size_t frames;
  Sampling sampling;
  MemoryStrategy strategy;
};

/// Shortest time of five calls, seconds.
double shortest(Device const& device, auto const& work) {
  double least = 1e9;
  for (int i = 0; i < 5; ++i) {
    device.exec.fence();
    auto const begin = std::chrono::steady_clock::now();
    work();
    device.exec.fence();
    least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return least;
}

/// Copies an array.
struct CopyValues {
  double const* from;
  double* to;
  KOKKOS_FUNCTION void operator()(std::int64_t i) const { to[i] = from[i]; }
};

/// Bytes that a copy reads and writes in a second.
double copy_bandwidth(Device const& device) {
  std::int64_t const count = is_host_device<RunDevice> ? 1 << 24 : 1 << 27;
  auto const from = device::make_zeros<Array1<RunDevice, double>>(device, "from", count);
  auto const to = device::make_zeros<Array1<RunDevice, double>>(device, "to", count);
  Kokkos::RangePolicy<RunDevice, Kokkos::IndexType<std::int64_t>> const all(device.exec, 0, count);
  double const seconds = shortest(device, [&] {
    Kokkos::parallel_for("copy", all, CopyValues{from.data(), to.data()});
  });
  return 2.0 * sizeof(double) * static_cast<double>(count) / seconds;
}

/// Seconds of a launch and a wait without work.
double empty_launch(Device const& device) {
  Kokkos::RangePolicy<RunDevice, Kokkos::IndexType<std::int64_t>> const nothing(device.exec, 0, 1);
  Array1<RunDevice, double> const value = device::make_zeros<Array1<RunDevice, double>>(device, "value", 1);
  return shortest(device, [&] { Kokkos::parallel_for("empty", nothing, CopyValues{value.data(), value.data()}); });
}

std::string small_letters(std::string const& text) {
  std::string letters;
  for (char const c : text)
    if (std::isalpha(static_cast<unsigned char>(c)) != 0)
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return letters;
}

/// Whether a functor is launched with a label: FormExitWaves, or "object for FormExitWaves", with "form exit waves".
/// Some labels are other words.
bool is_launch_of(std::string const& label, std::string const& functor) {
  if (label == "scatter patches") return functor == "ScatterBilinear";
  if (label == "inner products") return functor == "MultiplyParts";
  if (label == "move the estimate") return functor == "AddScaled";
  if (label == "largest of two") return functor == "Largest";
  auto const kernel = small_letters(label);
  auto const letters = small_letters(functor);
  return letters == kernel || letters == "objectfor" + kernel;
}

/// Pixels of a domain on a single device.
double pixels_of(Domain domain, Case const& c, model::Placement const& placement) {
  auto const frame_pixels = static_cast<double>(c.frames * c.detector * c.detector);
  switch (domain) {
    case Domain::searched:
      return searched_share(c.frames) * frame_pixels;
    case Domain::frame:
      return frame_pixels;
    case Domain::remote:
    case Domain::halo:
      return 0;
    default:
      return static_cast<double>(placement.rows * placement.cols);
  }
}

/// Bytes that all launches with a label move in an iteration; 0: unknown.
double bytes_of(std::string const& label, Case const& c, model::Placement const& placement) {
  double bytes = 0;
  for (auto const& kernel : iteration_kernels(c.strategy, transform_passes))
    if (is_launch_of(label, kernel.functor))
      bytes += kernel.launches * kernel.per_pixel(1, sizeof(float)) * pixels_of(kernel.domain, c, placement);
  return bytes;
}

Json entry(std::string const& kernel, KernelTime const& time, double bytes_a_launch, double bandwidth) {
  double const seconds = time.seconds / time.launches;
  Json json{{"kernel", kernel}, {"launches", time.launches}, {"microseconds", 1e6 * seconds}};
  if (bytes_a_launch <= 0) return json;
  json["bytes"] = bytes_a_launch;
  json["GB_per_s"] = 1e-9 * bytes_a_launch / seconds;
  json["share_of_bandwidth"] = bytes_a_launch / seconds / bandwidth;
  return json;
}

/// The kernels of the measured iterations, the slowest first.
Json kernels_of(Case const& c, double bandwidth) {
  auto const scan = synthetic_scan(c.frames, c.detector);
  Options options;
  options.iterations = measured_iterations + 2;
  options.start_epochs = 0;
  options.sampling = c.sampling;
  options.memory = c.strategy;
  KernelTimes times;
  Observer observer;
  observer.on_record = [&](HistoryRecord const& record) {
    if (record.iteration == 1) times.open();
    if (record.iteration == 1 + measured_iterations) times.close();
  };
  reconstruct(scan, options, observer);
  auto const placement = model::place_frames(scan, c.detector);
  std::vector<std::pair<double, Json>> sorted;
  for (auto const& [label, time] : times.by_label()) {
    double const bytes = bytes_of(label, c, placement) * measured_iterations / time.launches;
    sorted.emplace_back(-time.seconds, entry(label, time, bytes, bandwidth));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  Json kernels = Json::array();
  for (auto const& [seconds, kernel] : sorted) kernels.push_back(kernel);
  return kernels;
}

/// A transform of a chunk of frames.
Json transform_of(Device const& device, std::size_t detector, double bandwidth) {
  auto const n = static_cast<int>(detector);
  int const pitch = fft::row_pitch<RunDevice>(n);
  int const batch = is_host_device<RunDevice> ? 16 : (1 << 26) / (n * n);
  auto const waves = device::make_zeros<Array1<RunDevice, Complex<float>>>(device, "waves", batch * n * pitch);
  fft::Fft2dBatch<RunDevice, float> const fft(device, n, pitch, batch);
  double const seconds = shortest(device, [&] { fft.forward(waves.data(), batch); });
  double const pixels = static_cast<double>(batch) * n * n;
  double const bytes = transforms(Domain::frame, 1, transform_passes).per_pixel(1, sizeof(float)) * pixels;
  return entry(fmt::format("transform of {} frames", batch), {1, seconds}, bytes, bandwidth);
}

Json measure(std::vector<std::size_t> const& sizes, std::size_t pixels) {
  Device const device{.exec = device::make_instances<RunDevice>(1).front()};
  device::bind_thread(device.exec);
  double const bandwidth = copy_bandwidth(device);
  Json json{{"copy_GB_per_s", 1e-9 * bandwidth}, {"empty_launch_microseconds", 1e6 * empty_launch(device)}};
  json["runs"] = Json::array();
  for (auto const size : sizes) {
    json["runs"].push_back({{"run", fmt::format("{0} x {0}, single precision", size)},
                            {"kernels", Json::array({transform_of(device, size, bandwidth)})}});
    for (auto const sampling : {Sampling::nearest, Sampling::bilinear})
      for (auto const strategy : {MemoryStrategy::recompute, MemoryStrategy::carried}) {
        Case const c{size, std::max<std::size_t>(pixels / (size * size), 4), sampling, strategy};
        json["runs"].push_back({{"run", fmt::format("{0} x {0}, {1} frames, {2}, {3}", size, c.frames,
                                                    to_word(sampling), to_word(strategy))},
                                {"kernels", kernels_of(c, bandwidth)}});
      }
  }
  return json;
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger;
  CLI::App app("Speed of each kernel against the bytes that it moves");
  std::vector<std::size_t> sizes{128, 256};
  double megapixels = is_host_device<RunDevice> ? 4 : 64;
  app.add_option("--sizes", sizes, "Detector sizes, pixels");
  app.add_option("--megapixels", megapixels, "Pixels of all frames together, 2^20")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    // Without this setting Kokkos waits for all instances around every kernel while there are callbacks.
    Kokkos::Tools::Experimental::set_request_tool_settings_callback(
        [](std::uint32_t, Kokkos_Tools_ToolSettings* settings) { settings->requires_global_fencing = false; });
    Kokkos::ScopeGuard const kokkos(Kokkos::InitializationSettings().set_num_threads(1));
    auto const json = perf::measure(sizes, static_cast<std::size_t>(megapixels * (1 << 20)));
    std::cout << json.dump(1) << '\n';
  } catch (std::exception const& error) {
    std::cerr << "kernel_speed: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::failed);
  }
  return 0;
}
