#include "read/results/read_initial.hpp"

#include <utility>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "read/damaged.hpp"
#include "read/results/product_result.hpp"

namespace ptyger::read {

EarlierResult read_initial(std::string const& path) {
  return require_undamaged(path, [&]() -> EarlierResult {
    ProductResult const result{array_files::open_input(path)};
    if (!result.file().has_dataset("object"))
      throw InputError(path +
                       ": no dataset 'object' (PtyGer, ptychodus, pty-chi) is there, so that no reconstruction can "
                       "start from it. Name a result by --init RESULT.h5, not a scan or a CXI image.");
    auto const pixel = result.require_pixel();
    auto const center = result.center_or_origin();
    auto object = result.object();
    result.file().dataset("probe");  // InputError when it is missing
    return {.object = std::move(object),
            .probe = result.probe(),
            .pixel_row_m = pixel.row_m,
            .pixel_col_m = pixel.col_m,
            .center_row_m = center.row_m,
            .center_col_m = center.col_m,
            .frames = result.frames()};
  });
}

}  // namespace ptyger::read
