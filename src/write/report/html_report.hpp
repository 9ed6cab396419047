#pragma once

#include <optional>
#include <string>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::write {

/// A result as one self-contained HTML page: object to zoom and pan, probe, convergence, positions, settings and
/// provenance. Pictures are embedded; the page needs neither a network nor JavaScript. reload_seconds: the run goes on,
/// and the page reloads itself after so many seconds.
std::string html_report(Scan const& scan, Result const& result, ResultInfo const& info,
                        std::optional<int> reload_seconds = {});

/// Writes the page; the file appears under its name only when it is whole. Throws as check_output(), and OutputError
/// when writing fails.
void write_html_report(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info,
                       std::optional<int> reload_seconds = {});

}  // namespace ptyger::write
