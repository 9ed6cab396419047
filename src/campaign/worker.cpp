#include "campaign/worker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <new>
#include <system_error>
#include <thread>

#include "checkpoint/checkpoint_file.hpp"
#include "core/host.hpp"
#include "core/interrupt.hpp"
#include "ptyger/error.hpp"
#include "write/picture/previews.hpp"

namespace ptyger::campaign {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto news_interval = std::chrono::seconds(2);
constexpr auto longest_wait = std::chrono::milliseconds(500);

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::string reason_of(std::exception_ptr const& problem) {
  try {
    std::rethrow_exception(problem);
  } catch (std::bad_alloc const&) {
    return "out of memory; try --memory-strategy recompute, fewer probe modes, or more nodes' memory";
  } catch (std::exception const& error) {
    return error.what();
  }
}

/// Whether an error comes from the disk as a whole, so that no other projection could be written either.
bool concerns_all(std::exception const& problem) {
  std::error_code cause;
  if (auto const* const output = dynamic_cast<OutputError const*>(&problem)) cause = output->code();
  if (auto const* const system = dynamic_cast<std::system_error const*>(&problem)) cause = system->code();
  auto const errors = {ENOSPC, EDQUOT, EROFS, EIO, EACCES};
  return std::find(errors.begin(), errors.end(), cause.value()) != errors.end();
}

/// Of the iterations, as far as it can be told.
double fraction_of(HistoryRecord const& record, Options const& options) {
  auto const limit = options.iterations.value_or(30);  // where the stopping rule ends most scans
  return record.phase == Phase::cg ? std::min(0.95, double(record.iteration) / std::max(limit, 1)) : 0.0;
}

std::string line_of(HistoryRecord const& record) {
  return fmt::format("{} {}  NRMSE {:.5f}  step {:.3g}  {:.3f} s", to_word(record.phase), record.iteration,
                     record.nrmse, record.step, record.seconds);
}

}  // namespace

Worker::Worker(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
               CampaignWork const& work, CampaignFolder const& folder, std::string job, comm::RequestServer& server,
               RankLog const& log)
    : world_(world),
      projections_(projections),
      settings_(settings),
      work_(work),
      folder_(folder),
      job_(std::move(job)),
      server_(server),
      log_(log) {}

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
    if (reply.kind == Reply::Kind::projection) return begin(reply);
    if (reply.kind == Reply::Kind::finished) return nullptr;
    background_.drain();  // what this rank still writes may be the last that is missing
    std::this_thread::sleep_for(pause);
  }
}

Worker::TaskPointer Worker::next_ahead() {
  auto const reply = ask({.kind = Request::Kind::next, .ahead = true});
  return reply.kind == Reply::Kind::projection ? begin(reply) : nullptr;
}

Worker::TaskPointer Worker::begin(Reply const& reply) {
  auto task = std::make_shared<Task>(reply);
  task->ready = background_.post([this, task = task.get()] { read(*task); });
  return task;
}

void Worker::read(Task& task) {
  if (stop_) return;
  auto const begin = Clock::now();
  auto const warm = task.warm_start.empty() ? std::string() : folder_.result(task.warm_start);
  try {
    task.prepared = work_.prepare(projections_[task.number], warm,
                                  settings_.warm_start == WarmStart::object ? warm : std::string());
  } catch (core::Interrupted const&) {
    stop_ = true;
    return;
  }
  resume(task);
  task.seconds_reading = seconds_since(begin);
}

/// A checkpoint that does not fit is no reason to fail: the projection begins anew.
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
    if (attempt(*task, [&] { task->ready.get(); })) {
      if (!stop_) ahead = next_ahead();
      if (!attempt(*task, [&] { solve(task); })) std::filesystem::remove(folder_.checkpoint(name(*task)));
    }
    task = ahead ? ahead : next();
  }
  background_.drain();
}

bool Worker::attempt(Task const& task, std::function<void()> const& what) {
  try {
    what();
    return true;
  } catch (...) {
    fail(task, reason_of(std::current_exception()));
    return false;
  }
}

/// Should the process die now, the next one to take the projection counts it.
void Worker::mark(Task const& task, int deaths) {
  std::ofstream(folder_.solving(name(task))) << deaths << "\n";
}

void Worker::solve(TaskPointer const& task) {
  auto result = std::make_shared<Result>();
  auto const begin = Clock::now();
  if (!stop_) {
    log_.line(name(*task),
              fmt::format("begins, {} frames, read in {:.2f} s{}", task->prepared.scan.frames, task->seconds_reading,
                          task->warm_start.empty() ? "" : ", probe of " + task->warm_start));
    for (auto const& note : task->prepared.info.notes) log_.line(name(*task), note);
    last_checkpoint_ = begin;
    iterations_since_checkpoint_ = 0;
    keeping_ = {};  // and what it held of the last one
    mark(*task, 1 + std::atoi(CampaignFolder::read(folder_.solving(name(*task))).c_str()));
    *result = reconstruct(task->prepared.scan, task->prepared.options, watch(task));
  }
  if (!result->complete) {
    background_.drain();  // its checkpoint
    return give_back(*task);
  }
  background_.post([this, task, result, seconds = seconds_since(begin)] { write(*task, *result, seconds); });
}

void Worker::give_back(Task const& task) {
  log_.line(name(task), "given back unfinished");
  std::filesystem::remove(folder_.solving(name(task)));
  ask({.kind = Request::Kind::released, .projection = task.number});
}

void Worker::fail(Task const& task, std::string const& reason) {
  auto record = record_of(task);
  record.reason = reason;
  record.attempts = task.failures + 1;
  log_.line(name(task), "failed: " + reason);
  try {
    CampaignFolder::write(folder_.failure(name(task)), to_text(record));
    std::filesystem::remove(folder_.solving(name(task)));
  } catch (std::exception const& error) {
    ask({.kind = Request::Kind::output_error, .text = error.what()});
    return give_back(task);
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

/// Pictures, record, result, in this order: the result says that all is there, so that an older one goes before. On the
/// background's thread.
void Worker::write(Task const& task, Result const& result, double seconds) try {
  auto record = record_of(task);
  record.done = true;
  record.reason = result.stop_reason;
  record.iterations = result.history.size();
  record.nrmse = result.nrmse;
  record.r_factor = result.r_factor;
  record.seconds_solving = seconds;
  auto info = task.prepared.info;
  info.end_time = record.finished;
  info.overwrite = true;
  if (!std::isfinite(record.nrmse) || !std::isfinite(record.r_factor))
    throw CallError("the misfit is not a finite number");
  write::write_previews(folder_.results(), name(task), task.prepared.scan, result);
  std::filesystem::remove(folder_.result(name(task)));
  CampaignFolder::write(folder_.record(name(task)), to_text(record));
  write_result(folder_.result(name(task)), task.prepared.scan, result, info);
  for (auto const& old : {folder_.checkpoint(name(task)), folder_.failure(name(task)), folder_.solving(name(task))})
    std::filesystem::remove(old);
  log_.line(name(task), fmt::format("done: {}", result.stop_reason));
  ask({.kind = Request::Kind::done, .projection = task.number, .text = to_text(record)});
} catch (std::exception const& error) {
  if (!concerns_all(error)) return fail(task, error.what());
  log_.line(name(task), fmt::format("cannot be written: {}", error.what()));
  ask({.kind = Request::Kind::output_error, .text = error.what()});
  give_back(task);
}

Observer Worker::watch(TaskPointer const& task) {
  Observer observer;
  observer.on_record = [this, task](HistoryRecord const& record) {
    log_.line(name(*task), line_of(record), 0);
    ++iterations_since_checkpoint_;
    if (Clock::now() - last_news_ < news_interval && core::interrupt_cause() == core::Interrupt::none) return;
    last_news_ = Clock::now();
    ask({.kind = Request::Kind::progress,
         .projection = task->number,
         .fraction = fraction_of(record, task->prepared.options)});
  };
  observer.on_message = [this, task](std::string const& text) { log_.line(name(*task), text, 0); };
  observer.stop_requested = [this] { return stop_.load(); };
  observer.checkpoint_due = [this] { return checkpoint_due(); };
  observer.on_checkpoint = [this, task](Checkpoint const& checkpoint) { keep(task, checkpoint); };
  return observer;
}

/// Not while the last one waits for the disk: the solver would wait, too.
bool Worker::checkpoint_due() const {
  if (keeping_.valid() && keeping_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
  return (settings_.checkpoint_seconds && Clock::now() - last_checkpoint_ >= *settings_.checkpoint_seconds) ||
         (settings_.checkpoint_iterations && iterations_since_checkpoint_ >= *settings_.checkpoint_iterations);
}

/// Written beside the solver; one at a time is on its way.
void Worker::keep(TaskPointer const& task, Checkpoint const& checkpoint) {
  last_checkpoint_ = Clock::now();
  iterations_since_checkpoint_ = 0;
  if (keeping_.valid()) keeping_.wait();
  auto copy = std::make_shared<Checkpoint const>(checkpoint);
  keeping_ = background_.post([this, task, copy] {
    auto const file = folder_.checkpoint(name(*task));
    try {
      checkpoint::write_checkpoint(file, *copy, projections_[task->number].key, task->prepared.options.precision);
      mark(*task, 0);  // a job that gets on is not to be given up
      log_.line(name(*task), fmt::format("checkpoint after iteration {}", copy->iteration));
    } catch (std::exception const& error) {  // the projection itself is well
      log_.warning(name(*task), fmt::format("no checkpoint could be written: {}", error.what()));
    }
  });
}

}  // namespace ptyger::campaign
