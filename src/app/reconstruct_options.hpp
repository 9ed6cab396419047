#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/read_options.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// What `ptyger reconstruct` is asked for.
struct ReconstructSettings {
  std::vector<std::string> inputs;  ///< files of one scan
  ReadOptions read;                 ///< what is said of the scan in place of its files
  std::string output;               ///< result file
  std::string probe = "auto";       ///< auto, file, blind, or a file to take the probe from
  std::string init;                 ///< result to start from; empty: none
  std::string metrics;              ///< JSON lines; empty: none
  std::string previews;             ///< folder; empty: that of the result
  std::string report;               ///< HTML page; empty: none
  std::string cxi;                  ///< result as CXI, too; empty: none
  bool tiff = false;                ///< object as TIFF, too
  std::optional<double> watch;      ///< seconds between pictures while it runs; empty: none
  bool overwrite = false;
  bool fixed_probe = false;
  Options solver;  ///< all but probe_start and initial_object, which depend on the scan
};

/// Registers all options; `settings` must outlive parsing.
void add_reconstruct_options(CLI::App& command, ReconstructSettings& settings);

/// --probe: see choose_probe() for what it says; `probe` must outlive parsing.
void add_probe_choice(CLI::App& command, std::string& probe);

/// Those of them that say how a scan is to be reconstructed, whichever it is.
void add_solver_options(CLI::App& command, ReconstructSettings& settings);

/// Those of them that say what is to be reconstructed and how, without the files to write.
void add_plan_options(CLI::App& command, ReconstructSettings& settings);

}  // namespace ptyger::app
