#pragma once

#include <string>
#include <vector>

#include "app/inspect/findings.hpp"

namespace ptyger::app {

/// What was read, what it looks like, and what looks wrong, for people.
std::string inspection_report(Scan const& scan, inspect::Inspection const& inspection,
                              std::vector<Finding> const& findings);

/// The same as a JSON object; units in the names, null for what is not known.
std::string inspection_json(Scan const& scan, inspect::Inspection const& inspection,
                            std::vector<Finding> const& findings);

/// The reader's note on where the zero frequency was found: it begins with "zero frequency"; empty without one.
std::string zero_frequency_note(Scan const& scan);

}  // namespace ptyger::app
