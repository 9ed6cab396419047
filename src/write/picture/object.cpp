#include <algorithm>
#include <string>

#include "write/picture/figure.hpp"
#include "write/picture/object_view.hpp"
#include "write/picture/pictures.hpp"

namespace ptyger::write {
namespace {

/// The colour bar of a view; an end is pointed when lit pixels lie beyond it.
ColourBar colour_bar_of(ObjectView const& view) {
  ColourBar bar{view.unit, view.range.low, view.range.high, view.colour};
  for (std::size_t i = 0; i < view.values.size(); ++i) {
    if (view.lit[i] == 0) continue;
    bar.lower = bar.lower || view.values[i] < view.range.low;
    bar.higher = bar.higher || view.values[i] > view.range.high;
  }
  return bar;
}

Drawing object_picture(Scan const& scan, Result const& result, ObjectView const& view) {
  Panel const panel{"", view.rows, view.cols, coloured(view)};
  return compose(
      {view.title, {panel}, {colour_bar_of(view)}, scan.pixel_row_m, scan.pixel_col_m, result_note(scan, result)});
}

}  // namespace

Drawing phase_picture(Scan const& scan, Result const& result) {
  return object_picture(scan, result, phase_view(result));
}

Drawing amplitude_picture(Scan const& scan, Result const& result) {
  return object_picture(scan, result, amplitude_view(result));
}

}  // namespace ptyger::write
