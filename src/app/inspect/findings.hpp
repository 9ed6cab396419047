#pragma once

#include <string>
#include <vector>

#include "inspect/findings.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace ptyger::app {

/// A finding in words.
struct Warning {
  std::string key;     ///< stable name of the kind of finding
  std::string what;    ///< what looks wrong
  std::string remedy;  ///< what to do, with options of the program
};

/// The words of a finding.
Warning describe(inspect::Finding const& finding);

/// The words of each finding.
std::vector<Warning> describe(std::vector<inspect::Finding> const& findings);

/// "WHAT -> REMEDY" of each of inspect::serious_findings(), except what the run fits. InputError for frames of a near
/// field, unless the settings leave out checks. `counts`: statistics of the scan.
std::vector<std::string> serious_warnings(Scan const& scan, inspect::CountStatistics const& counts,
                                          prepare::ReconstructSettings const& settings);

/// The options that turn positions in this way, such as "--swap-xy --negate-y" or "--scan-rotation 37"; may be empty.
std::string axes_options(PositionAxes axes);

}  // namespace ptyger::app
