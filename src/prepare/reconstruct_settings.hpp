#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/read_options.hpp"

namespace ptyger::prepare {

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

}  // namespace ptyger::prepare
