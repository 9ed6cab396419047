#pragma once

#include <string>
#include <vector>

#include "app/inspect/findings.hpp"

namespace ptyger::app {

/// Lines about a scan for people: what was read with its notes, statistics, warnings with their remedies.
std::string inspection_report(Scan const& scan, inspect::Inspection const& inspection,
                              std::vector<Warning> const& warnings, std::vector<std::string> const& notes);

/// The facts of inspection_report() as a JSON object: units are in the names, unknown values are null.
std::string inspection_json(Scan const& scan, inspect::Inspection const& inspection,
                            std::vector<Warning> const& warnings, std::vector<std::string> const& notes);

}  // namespace ptyger::app
