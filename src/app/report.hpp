#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// A length in the unit (mm, um, nm, pm) that gives one to three digits before the point.
std::string length_text(double metres);

/// One line of a report: a name, then its value in an aligned column.
std::string report_line(std::string const& name, std::string const& value);

/// Writes a text to the standard output at once.
void print_text(std::string const& text);

/// A few lines about a scan: frames, detector, object pixel, wavelength, angle, probe, and a line for each note.
std::string scan_report(Scan const& scan, std::vector<std::string> const& notes);

/// A few lines about a result: why the run ended, misfit, work, time, result file. seconds: duration of the
/// run; earlier_seconds: duration of the epochs and iterations of runs that it continues.
std::string result_report(Scan const& scan, Result const& result, std::string const& output, double seconds,
                          double earlier_seconds = 0);

}  // namespace ptyger::app
