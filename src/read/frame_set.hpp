#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/orientation.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Frames that the files name but do not hold.
struct MissingFrames {
  std::size_t first = 0;   ///< number of the first of them
  std::size_t frames = 0;  ///< number of them; 0: unknown, after all other frames
  std::string where;       ///< file and dataset, or link
};

/// The frames in the files of a scan: one dataset, or a sequence of datasets, each of a shape of frame_extent(). Frames
/// of 130 x 128 values are those of an EMPAD detector, whose last two rows are counters: they are not part of the
/// frames.
class FrameSet {
 public:
  /// InputError as frame_extent() throws it.
  FrameSet(hdf5::InputDataset dataset);
  /// At least one dataset. InputError as frame_extent() throws it, or when the datasets have frames of several sizes.
  /// `missing`, in the order of their numbers, lie before, between or after the frames of the datasets.
  explicit FrameSet(std::vector<hdf5::InputDataset> parts, std::vector<MissingFrames> missing = {});

  /// "FILE: dataset 'NAME'" of the first dataset, the start of a message.
  std::string const& where() const { return parts_.front().where(); }
  std::size_t frames() const { return frames_; }      ///< number of frames N, with those that are missing
  FrameShape const& shape() const { return shape_; }  ///< size of a frame
  /// Rows at the end of each frame in the files that are not part of it.
  std::size_t rows_cut() const { return rows_cut_; }
  hdf5::Kind kind() const { return kind_; }  ///< type of the values; float64 when the datasets differ
  /// A and B of one dataset of the shape (A, B, rows, columns); zeros for others.
  RasterShape raster() const;
  std::vector<MissingFrames> const& missing() const { return missing_; }
  /// Shorter side of a frame, pixels: D when whole frames are read.
  std::size_t detector() const { return std::min(shape_.rows, shape_.cols); }

  /// Reads frames [first, first + number) into `out` as [frame][row][col]; 0 for missing frames.
  template <hdf5::Element T>
  void read(std::size_t first, std::size_t number, T* out) const;

 private:
  template <hdf5::Element T>
  void read_part(hdf5::InputDataset const& part, std::size_t first, std::size_t number, T* out) const;

  std::vector<hdf5::InputDataset> parts_;  ///< datasets, in the order of their frames
  std::vector<std::size_t> begins_;        ///< number of the first frame of each part
  std::vector<MissingFrames> missing_;
  std::size_t frames_ = 0;
  FrameShape shape_;
  std::size_t rows_cut_ = 0;
  hdf5::Kind kind_ = hdf5::Kind::other;
};

}  // namespace ptyger::read
