/// Measures how fast compressed frames are read. Writes files of simulated counts into the temporary folder, one frame
/// a chunk, and reads them from the page cache: the frames alone, and the whole scan. Prints JSON.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "core/median.hpp"
#include "core/usable_cores.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/encoded_chunks.hpp"

namespace ptyger::perf {
namespace {

struct Settings {
  std::size_t frames = 10000;
  std::size_t detector = 128;  ///< rows = columns of a frame
  int repeats = 5;
};

struct Encoding {
  char const* name;
  std::vector<test::FilterOfFile> filters;
  test::Encode encode;
};

template <class T>
std::vector<Encoding> encodings() {
  constexpr unsigned bytes = sizeof(T);
  return {{"bitshuffle/LZ4",
           {{32008, {0, 4, bytes, 0, 2}}},
           [](auto const& frame, auto size) { return test::bitshuffled(frame, size, 8192 / size, test::lz4); }},
          {"bitshuffle/Zstandard",
           {{32008, {0, 4, bytes, 0, 3, 3}}},
           [](auto const& frame, auto size) { return test::bitshuffled(frame, size, 8192 / size, test::zstd_block); }},
          {"shuffle, gzip", {{2, {bytes}}, {1, {5}}}, test::shuffle_gzip}};
}

/// The bytes of a diffraction pattern with about two counts a pixel.
template <class T>
test::ByteVector random_frame(std::size_t detector, std::mt19937& random) {
  std::vector<T> counts;
  double const middle = static_cast<double>(detector) / 2;
  for (std::size_t pixel = 0; pixel < detector * detector; ++pixel) {
    double const radius =
        std::hypot(static_cast<double>(pixel / detector) - middle, static_cast<double>(pixel % detector) - middle);
    counts.push_back(static_cast<T>(std::poisson_distribution<int>(2000 / (1 + std::pow(radius / 3, 3)))(random)));
  }
  auto const* const bytes = reinterpret_cast<unsigned char const*>(counts.data());
  return {bytes, bytes + counts.size() * sizeof(T)};
}

template <class T>
void write_file(std::string const& path, Settings const& settings, Encoding const& encoding) {
  std::size_t const size = settings.detector;
  {
    test::ChunkedFile file(path, hdf5::memory_type<T>().get(), {settings.frames, size, size}, {1, size, size},
                           encoding.filters);
    std::mt19937 random(1);
    std::vector<test::ByteVector> different;
    for (int k = 0; k < 64; ++k) different.push_back(encoding.encode(random_frame<T>(size, random), sizeof(T)));
    for (std::size_t frame = 0; frame < settings.frames; ++frame) file.write({frame, 0, 0}, different[frame % 64]);
  }
  auto out = hdf5::OutputFile::extend(path);
  std::vector<double> positions;
  auto const columns = static_cast<std::size_t>(std::sqrt(static_cast<double>(settings.frames)));
  for (std::size_t frame = 0; frame < settings.frames; ++frame) {
    positions.push_back(1e-7 * static_cast<double>(frame / columns));
    positions.push_back(1e-7 * static_cast<double>(frame % columns));
  }
  out.dataset<double>("positions", {settings.frames, 2}, positions);
  out.close();
}

/// Medians of the time of a call, seconds.
struct Times {
  double elapsed;
  double on_cores;  ///< sum over the cores
};

/// Times of `read`. The first call fills the page cache and does not count.
template <class Read>
Times times_of(int repeats, Read&& read) {
  std::vector<double> elapsed, on_cores;
  for (int k = 0; k <= repeats; ++k) {
    auto const begin = std::chrono::steady_clock::now();
    auto const ticks = std::clock();
    read();
    if (k == 0) continue;
    on_cores.push_back(static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC);
    elapsed.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return {core::median(std::move(elapsed)), core::median(std::move(on_cores))};
}

template <class T>
nlohmann::ordered_json measure(std::string const& path, Settings const& settings, Encoding const& encoding) {
  write_file<T>(path, settings, encoding);
  std::size_t const pixels = settings.detector * settings.detector;
  double const gigabytes = 1e-9 * static_cast<double>(settings.frames * pixels * sizeof(T));
  std::size_t const portion = std::max<std::size_t>(1, (16U << 20U) / (pixels * sizeof(T)));  // as read_scan() reads
  std::vector<T> buffer(portion * pixels);
  auto const decoding = times_of(settings.repeats, [&] {
    auto const data = hdf5::InputFile(path).dataset("data");
    for (std::size_t first = 0; first < settings.frames; first += portion)
      data.read_images(first, std::min(portion, settings.frames - first), buffer.data());
  });
  auto const scan = times_of(settings.repeats, [&] { read_scan({path}, {.pixel_m = 1e-8}); });
  return {{"filter", encoding.name},
          {"bytes_a_count", sizeof(T)},
          {"stored_over_decoded", 1e-9 * static_cast<double>(std::filesystem::file_size(path)) / gigabytes},
          {"decoded_GB_s", gigabytes / decoding.elapsed},
          {"decoded_GB_core_s", gigabytes / decoding.on_cores},
          {"scan_GB_s", gigabytes / scan.elapsed},
          {"scan_GB_core_s", gigabytes / scan.on_cores}};
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger::perf;
  Settings settings;
  CLI::App program("How fast compressed frames are read");
  program.add_option("--frames", settings.frames, "Number of frames")->capture_default_str();
  program.add_option("--detector", settings.detector, "Rows and columns of a frame")->capture_default_str();
  program.add_option("--repeats", settings.repeats, "How often each file is read")->capture_default_str();
  CLI11_PARSE(program, argc, argv);
  std::string const path =
      std::filesystem::temp_directory_path() / ("ptyger_decoding_" + std::to_string(getpid()) + ".h5");
  nlohmann::ordered_json json{{"cores", ptyger::core::usable_cores()}, {"files", nlohmann::ordered_json::array()}};
  ptyger::hdf5::silence();
  for (auto const& encoding : encodings<std::uint16_t>())
    json["files"].push_back(measure<std::uint16_t>(path, settings, encoding));
  for (auto const& encoding : encodings<std::uint32_t>())
    json["files"].push_back(measure<std::uint32_t>(path, settings, encoding));
  std::filesystem::remove(path);
  std::cout << json.dump(2) << "\n";
}
