#include "support/simulated_scan.hpp"

#include "app/simulate_scan.hpp"

namespace ptyger::test {

Scan simulated_scan() {
  simulation::Options options;
  options.detector = 34;
  options.frames = 90;
  options.overlap = 0.75;
  options.positions = simulation::Positions::subpixel;
  auto made = simulation::simulate(options);
  made.scan.probe = made.beam.probe;
  return made.scan;
}

}  // namespace ptyger::test
