#include "write/reservation.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "ptyger/error.hpp"
#include "ptyger/write_result.hpp"
#include "write/disk_space.hpp"

namespace ptyger::write {
namespace {

constexpr auto between_signs = std::chrono::seconds(15);

void give_signs(std::stop_token const& stop, PendingFile const& file) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  while (!never.wait_for(lock, stop, between_signs, [&] { return stop.stop_requested(); })) file.touch();
}

/// The name that stands for `path` in reservations.
std::string reserved_name(std::string const& path) {
  return followed(path) + ".reserved";
}

/// Returns `path`; throws as PendingFile does for a file that may be overwritten.
std::string const& checked(std::string const& path) {
  check_output(path, true);
  return path;
}

}  // namespace

Reservation::Reservation(std::string const& path) : path_(checked(path)), file_(reserved_name(path), true) {
  if (auto const others = other_writers(reserved_name(path)); !others.empty())
    throw InputError(
        fmt::format("{}: process {} on {} is making this file. Name another output, or wait for that process. If "
                    "mpirun or srun started this command several times: a reconstruction is one process, which uses "
                    "all devices of its node; `ptyger campaign` uses many nodes.",
                    path, others.front().process, others.front().host));
  remove_leftovers(std::filesystem::absolute(file_.temporary()).parent_path());
  signs_of_life_ = std::jthread([this](std::stop_token const& stop) { give_signs(stop, file_); });
}

void Reservation::reserve(std::size_t bytes) {
  reserve_disk(file_.temporary(), bytes, path_);
}

void Reservation::give_back() noexcept {
  std::error_code ignored;
  std::filesystem::resize_file(file_.temporary(), 0, ignored);
}

}  // namespace ptyger::write
