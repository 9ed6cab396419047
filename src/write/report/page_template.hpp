#pragma once

namespace ptyger::write {

/// What every report has: the style sheet and the script that lets one zoom and pan.
extern char const* const report_style;
extern char const* const report_script;

}  // namespace ptyger::write
