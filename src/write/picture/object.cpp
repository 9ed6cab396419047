#include "write/picture/figure.hpp"
#include "write/picture/object_view.hpp"
#include "write/picture/pictures.hpp"

namespace ptyger::write {
namespace {

Canvas object_picture(Scan const& scan, ObjectView const& view) {
  Panel const panel{"", view.rows, view.cols, coloured(view)};
  return compose({view.title, {panel}, {{view.unit, view.range.low, view.range.high, view.colour}}, scan.pixel_col_m});
}

}  // namespace

Canvas phase_picture(Scan const& scan, Result const& result) {
  return object_picture(scan, phase_view(result));
}

Canvas amplitude_picture(Scan const& scan, Result const& result) {
  return object_picture(scan, amplitude_view(result));
}

}  // namespace ptyger::write
