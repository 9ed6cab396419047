#pragma once

#include <string>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::write {

/// The sections of the page of html_report(), as HTML; "" where there is nothing to show.
std::string object_section(Scan const& scan, Result const& result);
std::string probe_section(Scan const& scan, Result const& result);
std::string convergence_section(Result const& result);
std::string positions_section(Scan const& scan, Result const& result);
std::string fit_section(Scan const& scan, Result const& result);
std::string intensities_section(Result const& result);
std::string background_section(Scan const& scan, Result const& result);
std::string timings_section(Result const& result);
std::string settings_section(ResultInfo const& info);
std::string halves_section(ResultInfo const& info);
std::string variation_section(Scan const& scan, Result const& result);
std::string provenance_section(Scan const& scan, Result const& result, ResultInfo const& info);

/// The line that says why the run ended.
std::string ended_html(Result const& result);
/// The line that says how far the run is, and after how many seconds the script reloads the page.
std::string running_html(Result const& result, ResultInfo const& info, int reload_seconds);
/// The numbers at the top of the page.
std::string summary_html(Scan const& scan, Result const& result, ResultInfo const& info);

}  // namespace ptyger::write
