#include "solver/checkpoints.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/direction_sequences.hpp"
#include "ptyger/error.hpp"
#include "solver/hold_out.hpp"

namespace ptyger::solver {
namespace {

/// Calls visit(vector) for all vectors of a checkpoint.
template <class Visit>
void for_each_vector(Checkpoint& checkpoint, Visit const& visit) {
  visit(checkpoint.estimate);
  if (checkpoint.hold_out > 0) visit(checkpoint.best);
  for (auto& line : checkpoint.sequences)
    for (auto* vector : {&line.direction, &line.last_gradient, &line.last_preconditioned}) visit(*vector);
}

std::size_t number_of_sequences(Checkpoint const& checkpoint) {
  return model::DirectionSequences(checkpoint.scheme, checkpoint.recover_probe).count();
}

[[noreturn]] void refuse(std::string const& why) {
  throw InputError("this run cannot go on from the checkpoint: " + why +
                   ". Give the scan and the options that it was made with, or begin without it.");
}

void require_same(char const* what, std::string const& found, std::string const& expected) {
  if (found != expected) refuse(fmt::format("{} {}, but this run has {}", what, found, expected));
}

template <class Enum>
void require_same(char const* what, Enum found, Enum expected) {
  require_same(what, std::string(to_word(found)), to_word(expected));
}

/// Corrections of the scan, for messages.
std::string corrections_text(Refine const& refine) {
  if (!refine.any()) return "nothing";
  std::vector<std::string> parts;
  if (refine.positions) parts.push_back(fmt::format("positions up to {} pixels", refine.most_drift));
  if (refine.brightness) parts.emplace_back("intensities");
  if (refine.background) parts.emplace_back("background");
  return fmt::format("{}", fmt::join(parts, " and "));
}

/// Parts of the estimate that a run recovers, for messages.
std::string recovered_text(Checkpoint const& run) {
  return run.recover_probe ? "object and probe" : "the object alone";
}

/// Kind of the frames of a run, for messages.
std::string propagation_text(Checkpoint const& run) {
  if (run.effective_distance_m == 0) return "far fields";
  return fmt::format("near fields at {:.6g} m (effective)", run.effective_distance_m);
}

/// Held-out pixels of a run, for messages.
std::string held_out_text(Checkpoint const& run) {
  return fmt::format("a share of {} of the pixels, drawn with the seed {}", run.hold_out, run.seed);
}

/// Refuses a checkpoint whose run differs from this run in shapes or options.
void require_same_kind(Checkpoint const& from, Checkpoint const& expected) {
  auto const size = [](std::size_t rows, std::size_t cols) { return fmt::format("{} x {} pixels", rows, cols); };
  auto const modes = [](Checkpoint const& of) { return fmt::format("{} mode{}", of.modes, of.modes == 1 ? "" : "s"); };
  require_same("its object has", size(from.rows, from.cols), size(expected.rows, expected.cols));
  require_same("its probe has", size(from.probe_size, from.probe_size), size(expected.probe_size, expected.probe_size));
  require_same("its probe has", modes(from), modes(expected));
  require_same("its number of variation probes is", fmt::format("{}", from.variation),
               fmt::format("{}", expected.variation));
  require_same("its noise model is", from.noise, expected.noise);
  require_same("its rule of directions is", from.rule, expected.rule);
  require_same("its scheme is", from.scheme, expected.scheme);
  require_same("its sampling is", from.sampling, expected.sampling);
  require_same("what it recovers is", recovered_text(from), recovered_text(expected));
  require_same("its smoothness is", fmt::format("{}", from.smoothness), fmt::format("{}", expected.smoothness));
  require_same("its edge threshold is", fmt::format("{}", from.edge_threshold),
               fmt::format("{}", expected.edge_threshold));
  require_same("its frames are", propagation_text(from), propagation_text(expected));
  require_same("its weight of the unit amplitude is", fmt::format("{}", from.constraints.unit_amplitude),
               fmt::format("{}", expected.constraints.unit_amplitude));
  if (from.constraints.probe_aperture != expected.constraints.probe_aperture)
    refuse("the aperture of its probe is not the aperture of this run");
  if (from.constraints.probe_support != expected.constraints.probe_support)
    refuse("the support of its probe is not the support of this run");
  require_same("what it corrects of the scan is", corrections_text(from.refine), corrections_text(expected.refine));
  if (from.hold_out > 0 && expected.hold_out > 0)
    require_same("what it holds out is", held_out_text(from), held_out_text(expected));
}

}  // namespace

Checkpoint make_checkpoint(Scan const& scan, model::Placement const& placement, Options const& options, int devices) {
  return {.rows = placement.rows,
          .cols = placement.cols,
          .modes = options.probe_modes,
          .variation = options.probe_variation,
          .probe_size = placement.probe,
          .noise = options.noise,
          .rule = options.rule,
          .scheme = options.scheme,
          .sampling = options.sampling,
          .recover_probe = options.recover_probe,
          .devices = devices,
          .smoothness = options.smoothness,
          .edge_threshold = options.edge_threshold,
          .effective_distance_m = scan.near_field ? scan.near_field->effective_distance_m : 0,
          .refine = options.refine,
          .constraints = options.constraints,
          .hold_out = held_out_share(options),
          .seed = options.seed};
}

void make_images(Checkpoint& checkpoint) {
  checkpoint.sequences.assign(number_of_sequences(checkpoint), {});
  for_each_vector(checkpoint, [&](CheckpointVector& vector) {
    vector.object.assign(checkpoint.rows * checkpoint.cols, 0);
    vector.probe.assign((checkpoint.modes + checkpoint.variation) * checkpoint.probe_size * checkpoint.probe_size, 0);
  });
}

void clear_images(Checkpoint& checkpoint) {
  checkpoint.estimate = checkpoint.best = {};
  checkpoint.sequences.clear();
  checkpoint.history.clear();
}

void check_resume(Checkpoint const& from, Checkpoint const& expected) {
  require_same_kind(from, expected);
  if (from.sequences.size() != number_of_sequences(from))
    refuse(fmt::format("it holds {} directions, not {}", from.sequences.size(), number_of_sequences(from)));
  if (from.iteration < 1 || from.history.size() < static_cast<std::size_t>(from.iteration) ||
      from.history.back().iteration != from.iteration)
    refuse(fmt::format("it is of iteration {}, but its history does not lead there", from.iteration));
  auto const object = from.rows * from.cols;
  auto const probe = (from.modes + from.variation) * from.probe_size * from.probe_size;
  auto const check = [&](CheckpointVector const& vector) {
    if (vector.object.size() != object || vector.probe.size() != probe)
      refuse(fmt::format("an image of it has {} values where {} are needed, or a probe {} instead of {}",
                         vector.object.size(), object, vector.probe.size(), probe));
  };
  check(from.estimate);
  if (!from.best.object.empty()) {
    check(from.best);
    if (from.best_corrections.frames.size() != from.corrections.frames.size() ||
        from.best_corrections.background.size() != from.corrections.background.size())
      refuse("the corrections of its best images are for another number of frames than its own");
  }
  for (auto const& line : from.sequences)
    for (auto const* vector : {&line.direction, &line.last_gradient, &line.last_preconditioned}) check(*vector);
}

}  // namespace ptyger::solver
