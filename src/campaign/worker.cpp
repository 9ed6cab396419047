#include "campaign/worker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <system_error>
#include <thread>

#include "checkpoint/checkpoint_file.hpp"
#include "core/host.hpp"
#include "core/interrupt.hpp"
#include "ptyger/error.hpp"
#include "solver/empty_object.hpp"

namespace ptyger::campaign {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto progress_interval = std::chrono::seconds(2);    // between messages of progress to rank 0
constexpr auto longest_wait = std::chrono::milliseconds(500);  // between requests for a projection

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Why a projection failed, for its record.
std::string reason_of(std::exception_ptr const& problem) {
  try {
    std::rethrow_exception(problem);
  } catch (std::bad_alloc const&) {
    return "out of memory; try --memory-strategy recompute, fewer probe modes, or more nodes' memory";
  } catch (std::exception const& error) {
    return error.what();
  }
}

}  // namespace

Worker::Worker(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
               ProjectionWork const& work, CampaignFolder const& folder, std::string job, comm::RequestServer& server,
               RankLog const& log)
    : world_(world),
      projections_(projections),
      settings_(settings),
      work_(work),
      folder_(folder),
      job_(std::move(job)),
      server_(server),
      log_(log),
      progress_(folder, world.rank(), settings.lease) {}

Reply Worker::ask(Request request) {
  auto const interrupt = core::interrupt_cause();
  request.stopping = interrupt != core::Interrupt::none;
  request.by_user = interrupt == core::Interrupt::user;
  auto reply = parse_reply(server_.ask(to_text(request)));
  if (reply.stop || request.stopping) stop_ = true;
  return reply;
}

Worker::TaskPointer Worker::next() {
  for (auto pause = std::chrono::milliseconds(5);;
       pause = std::min<std::chrono::milliseconds>(2 * pause, longest_wait)) {
    auto const reply = ask({.kind = Request::Kind::next});
    if (reply.kind == Reply::Kind::projection) return start_reading(reply);
    if (reply.kind == Reply::Kind::finished) return nullptr;
    background_.drain();  // the result that this rank still writes may be the last that is missing
    std::this_thread::sleep_for(pause);
  }
}

Worker::TaskPointer Worker::next_to_read_ahead() {
  auto const reply = ask({.kind = Request::Kind::next, .ahead = true});
  return reply.kind == Reply::Kind::projection ? start_reading(reply) : nullptr;
}

Worker::TaskPointer Worker::start_reading(Reply const& reply) {
  auto task = std::make_shared<Task>(reply);
  task->ready = background_.post([this, task = task.get()] { read(*task); });
  return task;
}

void Worker::read(Task& task) {
  if (stop_) return;
  auto const begin = Clock::now();
  progress_.begin(name(task));
  auto const warm_result = task.warm_start.empty() ? std::string() : folder_.result(task.warm_start);
  try {
    task.prepared = work_.prepare(projections_[task.number], warm_result,
                                  settings_.warm_start == WarmStart::object ? warm_result : std::string());
  } catch (core::Interrupted const&) {
    stop_ = true;
    return;
  }
  resume(task);
  task.seconds_reading = seconds_since(begin);
  progress_.change(
      name(task), [](ProgressRecord& progress) { progress.step = WorkStep::ready; }, true);
}

/// Loads the checkpoint of the projection, if any. A checkpoint that cannot be used is no failure: the projection
/// begins anew.
void Worker::resume(Task& task) {
  auto const file = folder_.checkpoint(name(task));
  if (!std::filesystem::exists(file)) return;
  try {
    auto checkpoint = checkpoint::read_checkpoint(file, projections_[task.number].key);
    task.resumed_after = checkpoint.iteration;
    task.prepared.options.resume = std::make_shared<Checkpoint const>(std::move(checkpoint));
    log_.line(name(task), fmt::format("goes on after iteration {} from {}", task.resumed_after, file));
  } catch (InputError const& error) {
    log_.warning(name(task), fmt::format("begins anew: {}", error.what()));
  }
}

void Worker::run() {
  for (auto task = next(); task;) {
    TaskPointer ahead;
    if (run_or_fail(*task, [&] { task->ready.get(); })) {
      if (!stop_) ahead = next_to_read_ahead();
      run_or_fail(*task, [&] { solve(task); });
    }
    task = ahead ? ahead : next();
  }
  background_.drain();
}

bool Worker::run_or_fail(Task const& task, std::function<void()> const& action) {
  try {
    action();
    return true;
  } catch (...) {
    fail(task, reason_of(std::current_exception()));
    return false;
  }
}

/// Tells rank 0 and all who read the folder that the rank solves a projection, or has solved it.
void Worker::report_step(Task const& task, WorkStep step) {
  progress_.change(
      name(task),
      [&](ProgressRecord& progress) {
        progress.step = step;
        progress.frames = task.prepared.scan.frames;
      },
      true);
  last_progress_ = Clock::now();
  ask({.kind = Request::Kind::progress, .projection = task.number, .fraction = step == WorkStep::writing ? 1.0 : 0.0});
}

void Worker::solve(TaskPointer const& task) {
  auto result = std::make_shared<Result>();
  begin_solving_ = Clock::now();
  if (!stop_) {
    log_.line(name(*task),
              fmt::format("begins, {} frames, read in {:.2f} s{}", task->prepared.scan.frames, task->seconds_reading,
                          task->warm_start.empty() ? "" : ", probe of " + task->warm_start));
    for (auto const& note : task->prepared.info.notes) log_.line(name(*task), note);
    checkpoint::Saver saver(
        background_,
        {folder_.checkpoint(name(*task)), projections_[task->number].key, task->prepared.options.precision},
        settings_.checkpoint_every,
        [this, task](int iteration, std::string const& failure) { note_checkpoint(*task, iteration, failure); });
    report_step(*task, WorkStep::solving);
    auto observer = make_observer(*task);
    observer.checkpoint_due = [&saver] { return saver.due(); };
    observer.on_checkpoint = [&saver](Checkpoint const& checkpoint) { saver.save(checkpoint); };
    *result = reconstruct(task->prepared.scan, task->prepared.options, observer);
    if (auto const warning = solver::worse_than_empty(*result); !warning.empty()) {
      log_.warning(name(*task), warning);
      task->prepared.info.notes.push_back(warning);
    }
  }
  std::filesystem::remove(folder_.halves_picture(name(*task)));  // of an earlier result
  if (result->complete && compares_halves(*task)) compare_halves(*task, *result);
  if (!result->complete) {
    background_.drain();  // waits until the checkpoint is on the disk
    return release(*task);
  }
  report_step(*task, WorkStep::writing);
  background_.post([this, task, result, seconds = seconds_solving()] { write(*task, *result, seconds); });
}

double Worker::seconds_solving() const {
  return seconds_since(begin_solving_);
}

void Worker::release(Task const& task) {
  log_.line(name(task), "released before it was finished");
  progress_.end(name(task));
  ask({.kind = Request::Kind::released, .projection = task.number});
}

/// Records that a projection failed; its checkpoint would fail again.
void Worker::fail(Task const& task, std::string const& reason) {
  auto record = record_of(task);
  record.reason = reason;
  record.attempts = task.failures + 1;
  log_.line(name(task), "failed: " + reason);
  try {
    CampaignFolder::write(folder_.failure(name(task)), to_text(record));
    std::filesystem::remove(folder_.checkpoint(name(task)));
    progress_.end(name(task));
  } catch (std::exception const& error) {
    ask({.kind = Request::Kind::output_error, .text = error.what()});
    return release(task);
  }
  ask({.kind = Request::Kind::failed, .projection = task.number, .text = to_text(record)});
}

Record Worker::record_of(Task const& task) const {
  auto const& projection = projections_[task.number];
  auto const& scan = task.prepared.scan;
  return {.name = projection.name,
          .angle_deg = projection.angle_deg ? projection.angle_deg : scan.angle_deg,
          .frames = scan.frames,
          .seconds_reading = task.seconds_reading,
          .resumed_after = task.resumed_after,
          .warm_start = task.warm_start,
          .rank = world_.rank(),
          .host = task.prepared.info.host,
          .job = job_,
          .finished = core::time_stamp(),
          .inputs = stamps(projection.inputs),
          .key = projection.key};
}

Observer Worker::make_observer(Task const& task) {
  Observer observer;
  observer.on_record = [this, &task](HistoryRecord const& record) {
    log_.line(name(task), progress_line(record), 0);
    auto const& options = task.prepared.options;
    progress_.change(name(task),
                     [&](ProgressRecord& progress) { take_over(progress, record, options, seconds_solving()); });
    if (Clock::now() - last_progress_ < progress_interval && !core::interrupt_came()) return;
    last_progress_ = Clock::now();
    ask({.kind = Request::Kind::progress, .projection = task.number, .fraction = fraction_done(record, options)});
  };
  observer.on_message = [this, &task](std::string const& text) { log_.line(name(task), text, 0); };
  observer.stop_requested = [this] { return stop_.load(); };
  return observer;
}

/// Logs that a checkpoint is on the disk, or why it is not; the projection goes on without one.
void Worker::note_checkpoint(Task const& task, int iteration, std::string const& failure) {
  if (!failure.empty()) return log_.warning(name(task), "no checkpoint could be written: " + failure);
  progress_.change(name(task), [](ProgressRecord& progress) { progress.deaths = 0; });  // for it advances
  log_.line(name(task), fmt::format("checkpoint after iteration {}", iteration));
}

}  // namespace ptyger::campaign
