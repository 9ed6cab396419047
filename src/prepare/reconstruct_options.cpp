#include <charconv>

#include "prepare/option_tables.hpp"

namespace ptyger::prepare {
namespace {

/// Returns what is wrong with the text.
std::string parse_interval(std::string const& text, checkpoint::Interval& interval) {
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string const unit(end, text.data() + text.size());
  if (error != std::errc{} || number < 1 || (unit != "s" && unit != "i"))
    return "'" + text + "' is neither a whole number of seconds above 0, such as 600s, nor of iterations, such as 10i";
  interval = unit == "i" ? checkpoint::Interval{{}, number} : checkpoint::Interval{std::chrono::seconds(number), {}};
  return {};
}

core::OptionTable output_options(ReconstructSettings& settings) {
  return core::in_group(
      "Files",
      {{.names = "-o,--output",
        .value = &settings.output,
        .help = "Result file (HDF5, ptychodus product layout)",
        .placeholder = "RESULT.h5",
        .required = true},
       {"--metrics", &settings.metrics, "Write one JSON object a line for each epoch and iteration", "FILE.jsonl"},
       {"--previews", &settings.previews, "Folder for the pictures; without this option the folder of the result",
        "DIR"},
       {"--picture-format", core::choice(settings.picture_format),
        "Format of the pictures: pixels, or lines and text that stay sharp in a paper"},
       {"--watch", &settings.watch,
        "Show the run while it goes on: after the first conjugate gradient iteration, then once in so many seconds, "
        "draw the pictures, write RESULT.partial.h5 and the page of --report, which reloads itself",
        "SECONDS", core::Bounds{0.1, 86400}},
       {"--report", &settings.report,
        "Write a page with everything in it: pictures to zoom, convergence, positions, settings", "FILE.html"},
       {"--cxi", &settings.cxi, "Also write object and probe as CXI", "FILE.cxi"},
       {"--tiff", &settings.tiff,
        "Also write phase and amplitude of the object as TIFF (32-bit floats) beside the result"},
       {"--halves", &settings.halves,
        "When the result is written, also reconstruct the frames with odd and with even numbers, and state to which "
        "resolution both agree (Fourier ring correlation): in the result, a picture and the report; takes about as "
        "long again"},
       {"--checkpoint-every", checkpoint_interval(settings.checkpoint_every),
        "Write a checkpoint beside the result once in so many seconds or iterations, from the first conjugate gradient "
        "iteration on; the same command goes on from it after the run was killed, and removes it when the result is "
        "complete",
        "SECONDSs|ITERATIONSi"},
       {"--rescue", &settings.rescue,
        "Folder for the result when its disk is full at the end and no user waits at a terminal; without this option "
        "the folder for temporary files, else the present folder",
        "DIR"},
       {"--overwrite", &settings.overwrite, "Replace existing files: the result and the files beside it"}});
}

core::OptionTable init_options(std::string& init) {
  return core::in_group(
      "Files",
      {{"--init", &init,
        "Start from object and probe of an earlier result, and from its corrections of the scan that this run refines",
        "RESULT.h5"}});
}

core::OptionTable shared_scan_options(ReconstructSettings& settings) {
  return core::in_group(
      "Files",
      {{"--scan", &settings.scans,
        "Files of one of several scans that are reconstructed together, in place of INPUT; give it once for each scan",
        "FILE..."},
       {"--share", core::choice(settings.share),
        "What the scans of --scan have in common: probe: the beam, each has an object of its own, beside the others in "
        "the result; object: the sample, each has a first mode of its own; both: beam and sample. For object and both, "
        "the offsets between the positions of the scans are found"}});
}

}  // namespace

core::ParsedText checkpoint_interval(checkpoint::Interval& interval) {
  return {[&interval](std::string const& text) { return parse_interval(text, interval); }};
}

core::OptionTable plan_options(ReconstructSettings& settings) {
  auto inputs = input_options(settings.inputs);
  inputs.front().required = false;  // --scan in their place
  return core::joined({inputs, shared_scan_options(settings), init_options(settings.init), solver_options(settings)});
}

core::OptionTable reconstruct_options(ReconstructSettings& settings) {
  auto table = core::joined({output_options(settings), plan_options(settings)});
  core::mark_common(table, {"inputs", "--output", "--previews", "--report", "--watch", "--overwrite", "--init",
                            "--mask", "--crop", "--energy", "--distance", "--detector-pixel", "--probe",
                            "--probe-modes", "--iterations", "--sampling", "--smooth", "--positions", "--devices"});
  return table;
}

}  // namespace ptyger::prepare
