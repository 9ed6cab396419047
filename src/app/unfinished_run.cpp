#include "app/unfinished_run.hpp"

#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

#include "checkpoint/checkpoint_file.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "write/pending_file.hpp"

namespace ptyger::app {

namespace {

/// ResultInfo::key of a result; empty when the file is none.
std::string key_of_result(std::string const& file) try {
  return hdf5::InputFile(file).dataset("/ptyger/key").text();
} catch (std::exception const&) {
  return {};
}

/// Whether the file is the result of a run that was stopped.
bool is_incomplete(std::string const& file) try {
  return std::filesystem::exists(file) && hdf5::InputFile(file).number_attribute("/", "complete") == 0.0;
} catch (std::exception const&) {
  return false;
}

}  // namespace

std::string partial_result_name(std::string const& output) {
  std::filesystem::path const path = output;
  return std::filesystem::path(path).replace_extension(".partial" + path.extension().string());
}

UnfinishedRun::UnfinishedRun(std::string const& output, std::string key, bool overwrite)
    : file_(write::followed(output) + ".checkpoint"),
      partial_result_(partial_result_name(output)),
      key_(std::move(key)) {
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) {
    exists_ = is_incomplete(output) && key_of_result(output) == key_;  // the user has removed the checkpoint
    return;
  }
  try {
    discards_ = checkpoint::difference_of_keys(file_, key_);
  } catch (InputError const& damaged) {
    if (!overwrite) throw;
    discards_ = damaged.what();
  }
  bool const is_same_run = discards_.empty();
  // A result of a third run may not be replaced, whatever lies beside it.
  auto const is_own = [&](std::string const& result) {
    return !std::filesystem::exists(result, ignored) || key_of_result(result) == key_;
  };
  exists_ = is_same_run && (overwrite || (is_own(output) && is_own(partial_result_)));
  if (is_same_run || overwrite) return;
  throw InputError(file_ + ": another run for this result has not ended: " + discards_ +
                   ". Give its options and inputs to go on from there, or remove this file to begin anew.");
}

std::shared_ptr<Checkpoint const> UnfinishedRun::read() const {
  if (!exists_ || !std::filesystem::exists(file_)) return nullptr;
  auto checkpoint = checkpoint::read_checkpoint(file_, key_);
  if (checkpoint.iteration == 0) return nullptr;
  return std::make_shared<Checkpoint const>(std::move(checkpoint));
}

bool UnfinishedRun::has_state() const noexcept try {
  return hdf5::InputFile(file_).number_attribute("/", "iteration").value_or(0) > 0;
} catch (std::exception const&) {
  return false;
}

void UnfinishedRun::begin() {
  if (!exists_ || !std::filesystem::exists(file_)) checkpoint::write_checkpoint(file_, {}, key_, Precision::single);
}

void UnfinishedRun::remove_partial_result() {
  std::error_code ignored;
  if (key_of_result(partial_result_) == key_) std::filesystem::remove(partial_result_, ignored);
}

void UnfinishedRun::end() {
  remove_partial_result();
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace ptyger::app
