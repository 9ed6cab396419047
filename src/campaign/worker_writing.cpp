#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <system_error>

#include "campaign/worker.hpp"
#include "ptyger/error.hpp"
#include "write/picture/previews.hpp"

namespace ptyger::campaign {
namespace {

/// Whether an error comes from the disk as a whole, so that no other projection could be written either.
bool concerns_all_projections(std::exception const& problem) {
  std::error_code cause;
  if (auto const* const output = dynamic_cast<OutputError const*>(&problem)) cause = output->code();
  if (auto const* const system = dynamic_cast<std::system_error const*>(&problem)) cause = system->code();
  auto const errors = {ENOSPC, EDQUOT, EROFS, EIO, EACCES};
  return std::find(errors.begin(), errors.end(), cause.value()) != errors.end();
}

}  // namespace

/// Writes pictures, record and result in this order: a result marks the projection as done, so an older result is
/// removed first. Runs on the thread of `background_`.
void Worker::write(Task const& task, Result const& result, double seconds) try {
  auto record = record_of(task);
  record.done = true;
  record.reason = result.stop_reason;
  record.iterations = result.history.size();
  record.nrmse = result.nrmse;
  record.r_factor = result.r_factor;
  record.seconds_solving = seconds;
  if (task.prepared.info.halves) record.halves_resolution = task.prepared.info.halves->resolution;
  auto info = task.prepared.info;
  info.end_time = record.finished;
  info.overwrite = true;
  if (!std::isfinite(record.nrmse) || !std::isfinite(record.r_factor))
    throw CallError("the misfit is not a finite number");
  draw_pictures(task, result);
  std::filesystem::remove(folder_.result(name(task)));
  CampaignFolder::write(folder_.record(name(task)), to_text(record));
  write_result(folder_.result(name(task)), task.prepared.scan, result, info);
  for (auto const& obsolete : {folder_.checkpoint(name(task)), folder_.failure(name(task))})
    std::filesystem::remove(obsolete);
  progress_.end(name(task));
  log_.line(name(task), fmt::format("done: {}", result.stop_reason));
  ask({.kind = Request::Kind::done, .projection = task.number, .text = to_text(record)});
} catch (std::exception const& error) {
  if (!concerns_all_projections(error)) {
    fail(task, error.what());
    return;
  }
  auto const text = error.what() + keep_elsewhere(task, result);
  log_.line(name(task), "cannot be written: " + text);
  ask({.kind = Request::Kind::output_error, .text = text});
  release(task);
}

/// Draws the pictures of a result, which is written also without them.
void Worker::draw_pictures(Task const& task, Result const& result) {
  try {
    write::write_previews(folder_.results(), name(task), task.prepared.scan, result);
  } catch (std::exception const& error) {
    log_.warning(name(task), fmt::format("a picture is missing: {}", error.what()));
  }
}

/// Writes a result that does not go into the folder of the campaign into the folder of temporary files. Returns a
/// sentence that says where it is, after a space.
std::string Worker::keep_elsewhere(Task const& task, Result const& result) {
  auto info = task.prepared.info;
  info.overwrite = true;
  auto const file = std::filesystem::temp_directory_path() / fmt::format("{}.{}.h5", name(task), ::getpid());
  try {
    write_result(file, task.prepared.scan, result, info);
    return fmt::format(" The result of {} is in {} on {}.", name(task), file.string(), info.host);
  } catch (std::exception const& error) {
    return std::string(" Nor could it be written elsewhere: ") + error.what();
  }
}

}  // namespace ptyger::campaign
