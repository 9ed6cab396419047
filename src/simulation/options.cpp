#include "simulation/options.hpp"

#include "ptyger/error.hpp"
#include "simulation/option_table.hpp"

namespace ptyger::simulation {

void check(Options const& options) {
  auto copy = options;
  core::check_bounds(simulation_options(copy), "simulate");
  if (options.fly > 0 && options.pattern == Pattern::spiral)
    throw InputError("simulate: --fly moves the stage along the rows of a scan, but a spiral has none");
  if (options.focus_to_sample_m && !options.near_field)
    throw InputError("simulate: --focus-to-sample is for near fields; give --near-field as well, or leave it out");
  if (options.near_field && options.beam_tilt > 0)
    throw InputError("simulate: --beam-tilt changes the pupil of a far field; leave it or --near-field out");
  if (options.near_field && options.upsample > 1)
    throw InputError(
        "simulate: --upsample is for far fields; pixels of a near field are the pixels of the object; leave it or "
        "--near-field out");
  if (options.upsample > 1 && options.detector % 2 != 0)
    throw InputError("simulate: --upsample needs a --detector with an even number of pixels");
  if (options.near_field && options.object_pixel_m)
    throw InputError(
        "simulate: --object-pixel sets the distance of a far field; with --near-field give --distance, "
        "--focus-to-sample "
        "and --detector-pixel");
  if (options.distance_m && options.object_pixel_m)
    throw InputError(
        "simulate: --distance and --object-pixel were both given: each follows from the other "
        "(object pixel = wavelength x distance / (detector size x detector pixel)); leave one out");
}

}  // namespace ptyger::simulation
