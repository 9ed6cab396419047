#include "campaign/dispatcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "campaign/progress_record.hpp"

namespace ptyger::campaign {
namespace {

// Least time between two tries to claim the projections of other jobs.
constexpr auto recheck_interval = std::chrono::seconds(1);

using State = QueueItem::State;
using Clock = std::chrono::steady_clock;

}  // namespace

Dispatcher::Dispatcher(std::vector<Projection> const& projections, std::vector<QueueItem> items,
                       std::map<std::size_t, Record> records, CampaignSettings const& settings,
                       CampaignFolder const& folder, Claims& claims, int ranks, RankLog const& log,
                       CampaignObserver const& observer)
    : projections_(projections),
      settings_(settings),
      folder_(folder),
      claims_(claims),
      log_(log),
      observer_(observer),
      records_(std::move(records)),
      queue_(std::move(items), settings.order, ranks, settings.max_attempts,
             [this](std::size_t projection, QueueItem& item) { return acquire(projection, item); }) {
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    cost_ += queue_[i].cost;
    if (queue_[i].state == State::done || queue_[i].state == State::failed) cost_before_ += queue_[i].cost;
  }
}

/// Claims a projection for this job; false when another job has it. An error ends the campaign: where a claim cannot be
/// made, a result could not be written either.
bool Dispatcher::acquire(std::size_t projection, QueueItem& item) try {
  auto const& name = projections_[projection].name;
  auto acquired = claims_.acquire(name);
  if (acquired.outcome == Claims::Outcome::done && !read_record_of_other_job(projection, item))
    acquired = claims_.acquire(name);
  if (acquired.outcome == Claims::Outcome::done) return false;
  if (acquired.outcome == Claims::Outcome::elsewhere) {
    item.state = State::elsewhere;
    owners_run_ = owners_run_ && acquired.owner_runs;
    return false;
  }
  return !give_up_after_deaths(projection, item);
} catch (std::exception const& error) {
  if (output_error_.empty()) output_error_ = error.what();
  stop_ = End::output_error;
  item.state = State::open;
  return false;
}

/// Reads the record of a projection that another job has done; removes it and returns false when it cannot be read.
bool Dispatcher::read_record_of_other_job(std::size_t projection, QueueItem& item) {
  auto const file = folder_.record(projections_[projection].name);
  try {
    records_[projection] = parse_record(CampaignFolder::read(file), file);
    item.state = State::done;
    return true;
  } catch (InputError const&) {
    std::filesystem::remove(file);
    return false;
  }
}

/// Counts the processes that have died at a projection as failed attempts, and fails the projection when they are too
/// many, since it would end every later job as well.
bool Dispatcher::give_up_after_deaths(std::size_t projection, QueueItem& item) {
  auto const& name = projections_[projection].name;
  int const deaths = count_deaths(folder_, name);
  item.failures += deaths;
  if (deaths == 0 || item.failures < settings_.max_attempts) return false;
  Record record;
  record.name = name;
  record.angle_deg = item.angle_deg;
  record.reason = fmt::format(
      "the process that worked on it died {}, probably out of memory: try --memory-strategy recompute, fewer probe "
      "modes, "
      "or more memory; a larger --max-attempts tries again as it is",
      deaths == 1 ? "once" : fmt::format("{} times", deaths));
  record.attempts = item.failures;
  auto const last_death = parse_progress(CampaignFolder::read(folder_.progress(name)));
  record.host = last_death.process.host;
  record.rank = last_death.rank;
  record.job = claims_.job().id;
  record.inputs = stamps(projections_[projection].inputs);
  record.key = projections_[projection].key;
  CampaignFolder::write(folder_.failure(name), to_text(record));
  std::filesystem::remove(folder_.progress(name));
  claims_.release(name);
  log_.line(name, "failed: " + record.reason);
  report(fmt::format("{} failed: {}", name, record.reason));
  records_[projection] = std::move(record);
  item.state = State::failed;
  return true;
}

Reply Dispatcher::next(int rank, bool ahead) {
  if (stop_) return {.kind = Reply::Kind::finished, .stop = true};
  auto projection = queue_.next(ahead);
  if (!projection && !ahead && recheck_other_jobs()) projection = queue_.next(false);
  if (stop_) return {.kind = Reply::Kind::finished, .stop = true};
  if (projection) {
    Reply reply{.kind = Reply::Kind::projection, .projection = *projection, .failures = queue_[*projection].failures};
    auto const nearest = settings_.warm_start == WarmStart::none ? std::nullopt : queue_.nearest_done(*projection);
    if (nearest) reply.warm_start = projections_[*nearest].name;
    log_.line(projections_[*projection].name, fmt::format("given to rank {}", rank));
    return reply;
  }
  return {.kind = !ahead && is_finished() ? Reply::Kind::finished : Reply::Kind::wait};
}

/// When only other jobs' projections are left, tries from time to time to claim them. True when it has tried.
bool Dispatcher::recheck_other_jobs() {
  if (queue_.count(State::running) > 0 || queue_.count(State::open) > 0 || queue_.count(State::elsewhere) == 0)
    return false;
  auto const now = std::chrono::steady_clock::now();
  if (!only_others_since_) only_others_since_ = now;
  if (now - last_recheck_ < std::max<Clock::duration>(recheck_interval, (now - *only_others_since_) / 4)) return false;
  last_recheck_ = now;
  owners_run_ = true;
  queue_.reopen_elsewhere();
  return true;
}

/// Whether no projection is left for this job. Other jobs that cannot be seen to run have one lease to give a sign of
/// life; projections that they still claim after it are left to them.
bool Dispatcher::is_finished() const {
  if (queue_.count(State::running) > 0 || queue_.count(State::open) > 0) return false;
  if (queue_.count(State::elsewhere) == 0) return true;
  auto const grace = settings_.lease + recheck_interval;
  return only_others_since_ && (owners_run_ || std::chrono::steady_clock::now() - *only_others_since_ > grace);
}

void Dispatcher::record_outcome(int rank, Request const& request) {
  auto const projection = request.projection;
  auto const& name = projections_[projection].name;
  fractions_.erase(projection);
  if (request.kind == Request::Kind::released) {
    queue_.released(projection);
  } else {
    records_[projection] = parse_record(request.text, "the record of " + name);
    auto const& record = records_[projection];
    if (request.kind == Request::Kind::done) {
      queue_.done(projection);
      log_.line(name, fmt::format("done by rank {}", rank));
      report(fmt::format("{:<20} NRMSE {:.4f}  {} iterations  {:.1f} s  rank {} on {}", name, record.nrmse,
                         record.iterations, record.seconds_solving, rank, record.host));
    } else {
      bool const again = queue_.failed(projection);
      report(fmt::format("{} failed{}: {}", name, again ? ", will be tried again" : "", record.reason));
    }
  }
  claims_.release(name);
  report_progress();
}

void Dispatcher::note_stop(Request const& request) {
  if (request.kind == Request::Kind::output_error) {
    if (output_error_.empty()) output_error_ = request.text;
    stop_ = End::output_error;
  } else if (request.stopping && !stop_) {
    stop_ = request.by_user ? End::by_user : End::by_batch_system;
    report("stopping: running projections are saved as checkpoints");
  }
}

std::string Dispatcher::answer(int rank, std::string const& text) {
  auto const request = parse_request(text);
  note_stop(request);
  Reply reply;
  switch (request.kind) {
    case Request::Kind::next:
      reply = next(rank, request.ahead);
      break;
    case Request::Kind::done:
    case Request::Kind::failed:
    case Request::Kind::released:
      record_outcome(rank, request);
      break;
    case Request::Kind::progress:
      fractions_[request.projection] = request.fraction;
      break;
    case Request::Kind::output_error:
      break;
  }
  reply.stop = stop_.has_value();
  return to_text(reply);
}

Dispatcher::End Dispatcher::end() const {
  if (stop_) return *stop_;  // also when all is done: the next run writes the volume
  return queue_.count(State::elsewhere) > 0 ? End::left_to_others : End::finished;
}

Overview Dispatcher::overview() const {
  Overview view{.total = queue_.size(),
                .done = queue_.count(State::done),
                .failed = queue_.count(State::failed),
                .running = static_cast<std::size_t>(
                    std::count_if(fractions_.begin(), fractions_.end(), [](auto const& f) { return f.second < 1; })),
                .elsewhere = queue_.count(State::elsewhere)};
  double finished = 0;   // work units
  double elsewhere = 0;  // work units of projections that other jobs have claimed
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    if (queue_[i].state == State::done || queue_[i].state == State::failed) finished += queue_[i].cost;
    if (queue_[i].state == State::elsewhere) elsewhere += queue_[i].cost;
    if (auto const fraction = fractions_.find(i); fraction != fractions_.end())
      finished += fraction->second * queue_[i].cost;
  }
  view.fraction = cost_ > 0 ? finished / cost_ : 1;
  std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin_;
  double const finished_now = finished - cost_before_;  // by this run
  view.seconds_left = finished_now > 0 ? elapsed.count() * (cost_ - elsewhere - finished) / finished_now : HUGE_VAL;
  return view;
}

void Dispatcher::report_progress() const {
  if (observer_.on_overview) observer_.on_overview(overview());
}

void Dispatcher::report(std::string const& text) const {
  if (observer_.on_message) observer_.on_message(text);
}

}  // namespace ptyger::campaign
