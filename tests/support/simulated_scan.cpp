#include "tests/support/simulated_scan.hpp"

namespace ptyger::test {

Scan simulated_scan() {
  auto options = simulation_of(90);
  options.detector = 34;
  return simulated(options).scan;
}

Scan simulated_near_field() {
  return simulated(near_field_simulation_of(90)).scan;
}

simulation::Options near_field_simulation_of(std::size_t frames) {
  auto options = simulation_of(frames);
  options.detector = 36;
  options.near_field = true;
  options.focus_to_sample_m = 0.01;
  options.distance_m = 1;
  options.energy_eV = 8000;
  return options;
}

simulation::Options simulation_of(std::size_t frames, double overlap) {
  simulation::Options options;
  options.detector = 64;
  options.frames = frames;
  options.overlap = overlap;
  return options;
}

simulation::Simulation simulated(simulation::Options const& options) {
  auto made = simulation::simulate(options);
  made.scan.probe = made.beam.probe;
  return made;
}

simulation::Simulation simulated_with_wrong_probe(simulation::Options options, double defocus) {
  auto made = simulation::simulate(options);
  options.defocus_m = defocus * made.beam.defocus_m;
  options.frames = 1;
  options.fly = 0;
  options.modes = 1;
  options.step_m = made.geometry.pixel_m;
  made.scan.probe = simulation::simulate(options).beam.probe;
  return made;
}

}  // namespace ptyger::test
