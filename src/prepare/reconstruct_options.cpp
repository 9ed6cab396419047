#include "prepare/option_tables.hpp"

namespace ptyger::prepare {
namespace {

core::OptionTable output_options(ReconstructSettings& settings) {
  return core::in_group(
      "Files",
      {{.names = "-o,--output",
        .value = &settings.output,
        .help = "Result file (HDF5, ptychodus product layout)",
        .placeholder = "RESULT.h5",
        .required = true},
       {"--metrics", &settings.metrics, "Write one JSON object a line for each epoch and iteration", "FILE.jsonl"},
       {"--previews", &settings.previews, "Folder for the pictures; without it that of the result", "DIR"},
       {"--watch", &settings.watch,
        "Draw the pictures also while it runs, after the first conjugate gradient iteration and then every so many "
        "seconds",
        "SECONDS", core::Bounds{0.1, 86400}},
       {"--report", &settings.report,
        "Write a page with everything in it: pictures to zoom, convergence, positions, settings", "FILE.html"},
       {"--cxi", &settings.cxi, "Write object and probe as CXI, too", "FILE.cxi"},
       {"--tiff", &settings.tiff,
        "Write phase and amplitude of the object as TIFF (32-bit floats) beside the result, too"},
       {"--overwrite", &settings.overwrite, "Replace existing files: the result and what goes with it"}});
}

core::OptionTable init_options(std::string& init) {
  return core::in_group("Files",
                        {{"--init", &init,
                          "Start from the object and probe of an earlier result, and from what it corrected of the "
                          "scan as far as this run corrects it, too",
                          "RESULT.h5"}});
}

}  // namespace

core::OptionTable plan_options(ReconstructSettings& settings) {
  return core::joined({input_options(settings.inputs), init_options(settings.init), solver_options(settings)});
}

core::OptionTable reconstruct_options(ReconstructSettings& settings) {
  return core::joined({output_options(settings), plan_options(settings)});
}

}  // namespace ptyger::prepare
