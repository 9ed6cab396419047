#include "app/live_view.hpp"

#include <exception>
#include <memory>
#include <utility>

#include "solver/provisional_result.hpp"

namespace ptyger::app {
namespace {

/// The parts of a checkpoint that pictures need: all but the search directions, which may be two thirds of its size.
Checkpoint copy_without_directions(Checkpoint const& from) {
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

LiveView::LiveView(Scan const& scan, std::chrono::duration<double> interval, Draw draw, ShowMessage show_message)
    : scan_(scan), interval_(interval), draw_(std::move(draw)), show_message_(std::move(show_message)) {}

bool LiveView::due() {
  if (drawing_.valid()) {
    if (drawing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
    try {
      drawing_.get();
      failed_ = false;
    } catch (std::exception const& error) {
      if (!std::exchange(failed_, true))
        show_message_(std::string("no pictures of the run for the moment: ") + error.what());
    }
  }
  return last_draw_ == Clock::time_point::min() || Clock::now() - last_draw_ >= interval_;
}

void LiveView::draw_later(Checkpoint const& checkpoint) {
  if (drawing_.valid()) return;  // called without due() at the end of a stopped run
  last_draw_ = Clock::now();
  auto const copy = std::make_shared<Checkpoint const>(copy_without_directions(checkpoint));
  drawing_ = background_.post([this, copy] { draw_(solver::provisional_result(scan_, *copy)); });
}

}  // namespace ptyger::app
