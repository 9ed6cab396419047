#pragma once

namespace ptyger::write {

/// The fixed parts of each report: the style sheet, and the script for zoom, contrast, colours and reload.
extern char const* const report_style;
extern char const* const report_script;

}  // namespace ptyger::write
