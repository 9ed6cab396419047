#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/placed_object.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Pixel of an object or a probe.
struct ObjectPixel {
  double row_m = 0;  ///< height, metres; 0: not stated
  double col_m = 0;  ///< width, metres; 0: not stated
};

/// Size of an object.
struct ObjectShape {
  std::size_t rows = 0;  ///< pixels
  std::size_t cols = 0;  ///< pixels
};

/// A file with a reconstruction of this or another program. The file is opened once; each part is read when its
/// function is called. A part is empty when the file does not have it. InputError when a part has a wrong shape or
/// values that are not finite.
class StoredResult {
 public:
  StoredResult(StoredResult const&) = delete;
  StoredResult& operator=(StoredResult const&) = delete;
  virtual ~StoredResult() = default;

  /// The file, as it was opened.
  hdf5::InputFile const& file() const { return file_; }
  /// Kind of the file, for the user.
  std::string const& layout() const { return layout_; }
  /// "FILE: dataset 'NAME'" of the object.
  std::string source() const { return file_.dataset(object_name_).where(); }

  /// Size of the object, read without its pixels. InputError unless it has one layer: (1, rows, cols) or (rows, cols).
  ObjectShape object_shape() const;
  /// The object, rows along +y.
  virtual ObjectImage object() const;
  /// Pixel of the object.
  virtual ObjectPixel pixel() const = 0;
  /// Coordinates of the point [rows/2.0][cols/2.0] of the object, metres, in the frame of the positions.
  virtual std::optional<Position> center() const { return {}; }
  /// The probe, rows along +y; no modes when the file has none.
  virtual ProbeModes probe() const;
  /// Pixel of the probe.
  virtual ObjectPixel probe_pixel() const { return pixel(); }
  /// Positions of the patch centres, metres.
  virtual std::vector<Position> positions() const { return {}; }
  /// Stored illumination, [row][col] of the object.
  virtual std::vector<double> illumination() const { return {}; }
  /// The frames that the result was made of.
  virtual std::optional<core::ResultFrames> frames() const { return {}; }

 protected:
  /// Names of the datasets of object and probe; the file need not have them.
  StoredResult(hdf5::InputFile&& file, std::string layout, std::string object_name, std::string probe_name);

  /// Positions in a dataset of (row, col) pairs, metres; empty when there is no such dataset.
  std::vector<Position> position_pairs(std::string const& dataset) const;

 private:
  hdf5::InputFile file_;
  std::string layout_;
  std::string object_name_;
  std::string probe_name_;
};

/// Opens the result in a file. The layouts are tried in this order:
///
///   - product (PtyGer, ptychodus, pty-chi): `object`; its attributes pixel_height_m and pixel_width_m, else those of
///     `probe`; its attributes center_y_m and center_x_m;
///   - truth of a simulated scan: `truth/object`, with the attributes of a product;
///   - ptypy: `content/obj/S/data` for the first S in alphabetical order; pixel `_psize`; `_origin`, the coordinates of
///     [0][0];
///   - PyNX: `entry_last/object/data` or `entry_1/object/data`, stored upside down; x_pixel_size and y_pixel_size;
///     corner_positions;
///   - CXI of ptychodus: `entry_1/image_2/data`; entry_1/ptychodus/object_pixel_*_m and object_center_*_m;
///   - CXI image: `entry_1/image_1/data`; pixel image_size / shape; no centre.
///
/// InputError when none of the objects is there.
std::unique_ptr<StoredResult> open_result(std::string const& path);

}  // namespace ptyger::read
