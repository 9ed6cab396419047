#include "app/disk_room.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <complex>
#include <exception>
#include <filesystem>
#include <map>
#include <system_error>
#include <thread>
#include <vector>

#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "core/parse_bytes.hpp"
#include "model/direction_sequences.hpp"
#include "model/placement.hpp"
#include "ptyger/error.hpp"
#include "solver/plan_run.hpp"
#include "write/pending_file.hpp"

namespace ptyger::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mebibyte = 1 << 20;
constexpr std::size_t picture_bytes =
    4 * mebibyte;  // of all pictures of a result, which have at most 1200 pixels a row
constexpr auto between_attempts = std::chrono::seconds(5);

/// Values of object and probe together, and of the object alone.
struct Values {
  std::size_t object = 0;
  std::size_t all = 0;
};

Values count_values(Scan const& scan, Options const& options) {
  auto const probe = solver::probe_size(scan, options);
  auto const placement = model::place_frames(scan, probe, options.refine.drift_pixels());
  auto const object = placement.rows * placement.cols;
  return {object, object + options.probe_modes * probe * probe};
}

std::size_t value_bytes(Options const& options) {
  return options.precision == Precision::full ? sizeof(std::complex<double>) : sizeof(std::complex<float>);
}

/// Folder of a file, also one that does not exist yet: the nearest above that does.
fs::path existing_folder(fs::path const& file) {
  auto folder = fs::absolute(file).parent_path();
  std::error_code ignored;
  while (!fs::exists(folder, ignored) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

/// Vectors of object and probe in a checkpoint: the estimate, the best estimate, and three of each search direction.
std::size_t vectors_of_checkpoint(Options const& options) {
  return 2 + 3 * model::DirectionSequences(options.scheme, options.recover_probe).count();
}

/// Needs of outputs, by disk.
class Needs {
 public:
  void add(fs::path const& file, std::size_t bytes) {
    auto const folder = existing_folder(write::followed(file));
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) return;
    auto& disk = disks_[status.st_dev];
    disk.folder = folder;
    disk.bytes += bytes;
  }

  void require() const {
    for (auto const& [device, disk] : disks_) {
      std::error_code error;
      auto const free = fs::space(disk.folder, error).available;
      if (!error && free < disk.bytes)
        throw InputError(
            fmt::format("{}: the outputs of this run need {} there, and {} are free. Free "
                        "space, or choose another folder.",
                        disk.folder.string(), core::bytes_text(disk.bytes), core::bytes_text(free)));
    }
  }

 private:
  struct Disk {
    fs::path folder;
    std::size_t bytes = 0;
  };
  std::map<dev_t, Disk> disks_;
};

/// Whether room on the disk would help.
bool is_full(std::exception const& problem) {
  auto const* const output = dynamic_cast<OutputError const*>(&problem);
  return output != nullptr && (output->code() == std::errc::no_space_on_device || output->code().value() == EDQUOT);
}

bool user_is_there() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

/// Waits until it is time for another attempt; false when an interrupt came.
bool wait_for_room() {
  for (auto waited = std::chrono::seconds(0); waited < between_attempts; ++waited) {
    if (core::interrupt_came()) return false;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  return true;
}

/// Name of the result in a folder where no other run writes it.
std::string name_in(fs::path const& folder, prepare::ReconstructSettings const& settings) {
  auto const name = fs::path(settings.output).filename();
  return folder / fmt::format("{}.{}{}", name.stem().string(), ::getpid(), name.extension().string());
}

/// Other places for the result, the best first.
std::vector<std::string> rescue_files(prepare::ReconstructSettings const& settings) {
  std::error_code ignored;
  std::vector<std::string> files;
  if (!settings.rescue.empty()) files.push_back(name_in(settings.rescue, settings));
  for (auto const& folder : {fs::temp_directory_path(ignored), fs::current_path(ignored)})
    files.push_back(name_in(folder, settings));
  return files;
}

}  // namespace

std::size_t result_bytes(Scan const& scan, Options const& options) {
  auto const values = count_values(scan, options);
  auto const pixels = scan.detector * scan.detector;
  auto const frames = scan.frames * 10 * sizeof(double);  // positions, corrections, misfits
  return values.all * value_bytes(options) + values.object * sizeof(double) + 4 * pixels * sizeof(double) + frames +
         mebibyte / 2;
}

void require_room(prepare::ReconstructSettings const& settings, Scan const& scan, Options const& options) {
  auto const values = count_values(scan, options);
  auto const images = values.all * value_bytes(options);
  Needs needs;
  std::size_t const results = settings.watch ? 3 : 1;  // the result so far is there twice while it is replaced
  // A new checkpoint is complete before the old one goes.
  needs.add(settings.output, results * result_bytes(scan, options) + 2 * vectors_of_checkpoint(options) * images);
  needs.add(settings.previews.empty() ? fs::path(settings.output) : fs::path(settings.previews) / "picture",
            picture_bytes);
  if (!settings.report.empty()) needs.add(settings.report, picture_bytes + images);
  if (!settings.cxi.empty()) needs.add(settings.cxi, images);
  if (settings.tiff) needs.add(settings.output, 2 * values.object * sizeof(float));
  needs.require();
}

std::string write_or_rescue(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& result,
                            ResultInfo const& info) {
  auto const rescues = rescue_files(settings);
  std::string failure;
  for (bool waits = user_is_there(); failure.empty() || (waits && wait_for_room());) {
    try {
      write_result(settings.output, scan, result, info);
      return settings.output;
    } catch (std::exception const& error) {  // whatever it is, the result must not be lost
      waits = waits && is_full(error) && !core::interrupt_came();
      if (waits && failure.empty())
        core::log_error(fmt::format("{} Until there is room, the result waits in memory; Ctrl-C writes it to {}.",
                                    error.what(), rescues.front()));
      failure = error.what();
    }
  }
  std::string elsewhere;
  for (auto const& rescue : rescues) {
    try {
      write_result(rescue, scan, result, info);
      core::log_error(fmt::format("{} The result is in {} instead.", failure, rescue));
      return rescue;
    } catch (std::exception const& error) {
      elsewhere += std::string(" ") + error.what();
    }
  }
  throw InputError(fmt::format("{} Nor could it be written elsewhere:{}", failure, elsewhere));
}

void check_rescue(prepare::ReconstructSettings const& settings) {
  if (!settings.rescue.empty()) check_output(rescue_files(settings).front(), true);
}

}  // namespace ptyger::app
