#pragma once

#include <string>
#include <vector>

#include "ptyger/reading_report.hpp"

namespace ptyger::app {

/// One sentence for the user about a decision or correction of a reader.
std::string reading_note(ReadingEvent const& event);

/// One sentence for each event of the report, in its order.
std::vector<std::string> reading_notes(ReadingReport const& report);

}  // namespace ptyger::app
