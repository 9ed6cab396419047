#include "campaign/dispatcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace ptyger::campaign {
namespace {

constexpr int least_deaths = 3;  // of jobs at one projection, one after the other, until it is given up
constexpr auto look_again_interval = std::chrono::seconds(1);

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
             [this](std::size_t projection, QueueItem& item) { return take(projection, item); }) {
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    cost_ += queue_[i].cost;
    if (queue_[i].state == State::done || queue_[i].state == State::failed) cost_before_ += queue_[i].cost;
  }
}

/// A folder in which no claim can be made ends the campaign, since nothing could be written either.
bool Dispatcher::take(std::size_t projection, QueueItem& item) try {
  auto const& name = projections_[projection].name;
  auto taken = claims_.take(name);
  if (taken.outcome == Claims::Outcome::done && !adopt(projection, item)) taken = claims_.take(name);
  if (taken.outcome == Claims::Outcome::done) return false;
  if (taken.outcome == Claims::Outcome::elsewhere) {
    item.state = State::elsewhere;
    certain_ = certain_ && taken.certain;
    return false;
  }
  return !give_up(projection, item);
} catch (std::exception const& error) {
  if (broken_.empty()) broken_ = error.what();
  stop_ = End::broken;
  item.state = State::open;
  return false;
}

/// Takes in what another job has done; false, and the record is gone, when that cannot be read.
bool Dispatcher::adopt(std::size_t projection, QueueItem& item) {
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

/// A projection at which jobs die again and again would end every job to come.
bool Dispatcher::give_up(std::size_t projection, QueueItem& item) {
  auto const& name = projections_[projection].name;
  int const deaths = std::atoi(CampaignFolder::read(folder_.solving(name)).c_str());
  if (deaths < std::max(least_deaths, settings_.max_attempts)) return false;
  Record record;
  record.name = name;
  record.angle_deg = item.angle_deg;
  record.reason = fmt::format(
      "{} jobs in turn died while they solved it: out of memory? Once the cause is gone, a larger --max-attempts tries "
      "again",
      deaths);
  record.attempts = settings_.max_attempts;
  record.job = claims_.job().id;
  record.inputs = stamps(projections_[projection].inputs);
  record.key = projections_[projection].key;
  CampaignFolder::write(folder_.failure(name), to_text(record));
  claims_.release(name);
  say(fmt::format("{} failed: {}", name, record.reason));
  records_[projection] = std::move(record);
  item.state = State::failed;
  item.failures = settings_.max_attempts;
  return true;
}

Reply Dispatcher::next(int rank, bool ahead) {
  if (stop_) return {.kind = Reply::Kind::finished, .stop = true};
  auto projection = queue_.next(ahead);
  if (!projection && !ahead && others_let_go()) projection = queue_.next(false);
  if (stop_) return {.kind = Reply::Kind::finished, .stop = true};
  if (projection) {
    Reply reply{.kind = Reply::Kind::projection, .projection = *projection, .failures = queue_[*projection].failures};
    auto const near = settings_.warm_start == WarmStart::none ? std::nullopt : queue_.nearest_done(*projection);
    if (near) reply.warm_start = projections_[*near].name;
    log_.line(projections_[*projection].name, fmt::format("given to rank {}", rank));
    return reply;
  }
  return {.kind = !ahead && over() ? Reply::Kind::finished : Reply::Kind::wait};
}

/// Nothing is left but what other jobs have: looks from time to time whether they still have it.
bool Dispatcher::others_let_go() {
  if (queue_.count(State::running) > 0 || queue_.count(State::open) > 0 || queue_.count(State::elsewhere) == 0)
    return false;
  auto const now = std::chrono::steady_clock::now();
  if (!ran_out_) ran_out_ = now;
  if (now - looked_ < std::max<Clock::duration>(look_again_interval, (now - *ran_out_) / 4)) return false;
  looked_ = now;
  certain_ = true;
  queue_.look_again();
  return true;
}

/// A job that cannot be seen to run has the time of a lease to give a sign of life; what is still claimed then is
/// theirs.
bool Dispatcher::over() const {
  if (queue_.count(State::running) > 0 || queue_.count(State::open) > 0) return false;
  if (queue_.count(State::elsewhere) == 0) return true;
  auto const grace = settings_.lease + look_again_interval;
  return ran_out_ && (certain_ || std::chrono::steady_clock::now() - *ran_out_ > grace);
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
      say(fmt::format("{:<20} NRMSE {:.4f}  {} iterations  {:.1f} s  rank {}", name, record.nrmse, record.iterations,
                      record.seconds_solving, rank));
    } else {
      bool const again = queue_.failed(projection);
      say(fmt::format("{} failed{}: {}", name, again ? ", will be tried again" : "", record.reason));
    }
  }
  claims_.release(name);
  show();
}

void Dispatcher::hear_of_stop(Request const& request) {
  if (request.kind == Request::Kind::broken) {
    if (broken_.empty()) broken_ = request.text;
    stop_ = End::broken;
  } else if (request.stopping && !stop_) {
    stop_ = request.by_user ? End::by_user : End::by_batch_system;
    say("stopping: projections that run are kept as checkpoints");
  }
}

std::string Dispatcher::answer(int rank, std::string const& text) {
  auto const request = parse_request(text);
  hear_of_stop(request);
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
    case Request::Kind::broken:
      break;
  }
  reply.stop = stop_.has_value();
  return to_text(reply);
}

Dispatcher::End Dispatcher::end() const {
  if (stop_) return *stop_;  // also when all is done: the volume is the next run's
  return queue_.count(State::elsewhere) > 0 ? End::left_to_others : End::settled;
}

Overview Dispatcher::overview() const {
  Overview view{.total = queue_.size(),
                .done = queue_.count(State::done),
                .failed = queue_.count(State::failed),
                .running = queue_.count(State::running),
                .elsewhere = queue_.count(State::elsewhere)};
  double finished = 0;
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    if (queue_[i].state == State::done || queue_[i].state == State::failed) finished += queue_[i].cost;
    if (auto const part = fractions_.find(i); part != fractions_.end()) finished += part->second * queue_[i].cost;
  }
  view.fraction = cost_ > 0 ? finished / cost_ : 1;
  std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin_;
  double const now = finished - cost_before_;
  view.seconds_left = now > 0 ? elapsed.count() * (cost_ - finished) / now : HUGE_VAL;
  return view;
}

void Dispatcher::show() const {
  if (observer_.on_overview) observer_.on_overview(overview());
}

void Dispatcher::say(std::string const& text) const {
  if (observer_.on_message) observer_.on_message(text);
}

}  // namespace ptyger::campaign
