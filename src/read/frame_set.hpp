#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// The frames of a scan where its files have them: one dataset, or several that follow one another, each (N, rows,
/// columns) or, of a raster, (A, B, rows, columns) with N = A B.
class FrameSet {
 public:
  /// InputError unless the dataset has such a shape, not empty, and real numbers.
  FrameSet(hdf5::InputDataset dataset);
  /// The same for all; the shape of a frame must be the same. At least one.
  explicit FrameSet(std::vector<hdf5::InputDataset> parts);

  /// "FILE: dataset 'NAME'" of the first part, the start of a message.
  std::string const& where() const { return parts_.front().where(); }
  std::size_t frames() const { return frames_; }      ///< N of all parts
  FrameShape const& shape() const { return shape_; }  ///< of each
  hdf5::Kind kind() const { return kind_; }           ///< float64 where the parts differ
  /// D of the whole frames; the shorter side of those that are not square, of which a square is yet to be cropped.
  std::size_t detector() const { return std::min(shape_.rows, shape_.cols); }

  /// Frames [first, first + number) as [frame][row][col] into out.
  template <hdf5::Element T>
  void read(std::size_t first, std::size_t number, T* out) const;

 private:
  std::vector<hdf5::InputDataset> parts_;
  std::size_t frames_ = 0;
  FrameShape shape_;
  hdf5::Kind kind_ = hdf5::Kind::other;
};

}  // namespace ptyger::read
