#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"

namespace ptyger::read {

/// The frames of a scan where its files have them: one dataset, or several that follow one another, each (N, D, D) or,
/// of a raster, (A, B, D, D) with N = A B.
class FrameSet {
 public:
  /// InputError unless the dataset has such a shape, not empty, and real numbers.
  FrameSet(hdf5::InputDataset dataset);
  /// The same for all; D must be the same. At least one.
  explicit FrameSet(std::vector<hdf5::InputDataset> parts);

  /// "FILE: dataset 'NAME'" of the first part, the start of a message.
  std::string const& where() const { return parts_.front().where(); }
  std::size_t frames() const { return frames_; }      ///< N of all parts
  std::size_t detector() const { return detector_; }  ///< D
  hdf5::Kind kind() const { return kind_; }           ///< float64 where the parts differ

  /// Frames [first, first + number) as [frame][row][col] into out.
  template <hdf5::Element T>
  void read(std::size_t first, std::size_t number, T* out) const;

 private:
  std::vector<hdf5::InputDataset> parts_;
  std::size_t frames_ = 0;
  std::size_t detector_ = 0;
  hdf5::Kind kind_ = hdf5::Kind::other;
};

}  // namespace ptyger::read
