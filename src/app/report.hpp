#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// A length in the unit that leaves one to three digits before the point.
std::string length_text(double metres);

/// One line of a report: a name and, aligned, what it is.
std::string report_line(std::string const& name, std::string const& value);

/// What was read, a few lines: frames, detector, object pixel, wavelength, angle, probe, and a line for each note.
std::string scan_report(Scan const& scan, std::vector<std::string> const& notes);

/// What came out, a few lines: why it stopped, misfit, time and frames a second, result file.
std::string result_report(Scan const& scan, Result const& result, std::string const& output, double seconds);

}  // namespace ptyger::app
