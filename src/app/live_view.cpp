#include "app/live_view.hpp"

#include <exception>
#include <memory>
#include <utility>

#include "solver/provisional_result.hpp"

namespace ptyger::app {
namespace {

/// Without the directions, which may be twice as large as all the rest.
Checkpoint what_is_drawn(Checkpoint const& from) {
  Checkpoint copy;
  copy.rows = from.rows;
  copy.cols = from.cols;
  copy.modes = from.modes;
  copy.probe_size = from.probe_size;
  copy.recover_probe = from.recover_probe;
  copy.devices = from.devices;
  copy.refine = from.refine;
  copy.iteration = from.iteration;
  copy.search_transforms = from.search_transforms;
  copy.estimate = from.estimate;
  copy.corrections = from.corrections;
  copy.history = from.history;
  return copy;
}

}  // namespace

LiveView::LiveView(Scan const& scan, std::chrono::duration<double> interval, Draw draw, Tell tell)
    : scan_(scan), interval_(interval), draw_(std::move(draw)), tell_(std::move(tell)) {}

void LiveView::attach(Observer& observer) {
  observer.checkpoint_due = [this] { return due(); };
  observer.on_checkpoint = [this](Checkpoint const& checkpoint) { take(checkpoint); };
}

/// Never while pictures are drawn: a slow disk makes them rarer, not the run slower.
bool LiveView::due() {
  if (failed_) return false;
  if (drawing_.valid()) {
    if (drawing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
    try {
      drawing_.get();
    } catch (std::exception const& error) {
      failed_ = true;
      tell_(std::string("no more pictures while this runs: ") + error.what());
      return false;
    }
  }
  return last_ == Clock::time_point::min() || Clock::now() - last_ >= interval_;
}

void LiveView::take(Checkpoint const& checkpoint) {
  if (failed_ || drawing_.valid()) return;  // before the end of a run that is stopped
  last_ = Clock::now();
  auto const copy = std::make_shared<Checkpoint const>(what_is_drawn(checkpoint));
  drawing_ = background_.post([this, copy] { draw_(solver::provisional_result(scan_, *copy)); });
}

}  // namespace ptyger::app
