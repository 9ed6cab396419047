#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/orientation.hpp"
#include "ptyger/scan.hpp"
#include "read/frames.hpp"

namespace ptyger::read {

/// Frames that the files name but do not hold.
struct MissingFrames {
  std::size_t first = 0;   ///< number of the first of them
  std::size_t frames = 0;  ///< number of them; 0: unknown, after all other frames
  std::string where;       ///< file and dataset, or link
};

/// A dataset of frames, or a choice of its images.
struct FramePart {
  hdf5::InputDataset dataset;            ///< of a shape of frame_extent(), or (rows, columns): a single frame
  std::vector<std::size_t> images = {};  ///< numbers of its images in C order, one for each frame; empty: all in order
};

/// Extent of a part: of its chosen images, or of the one frame that its dataset is. InputError as frame_extent() throws
/// it.
FrameExtent extent_of(FramePart const& part);

/// The frames in the files of a scan: one dataset, or a sequence of datasets, each of a shape of frame_extent(). Frames
/// of 130 x 128 values are those of an EMPAD detector, whose last two rows are counters: they are not part of the
/// frames.
class FrameSet {
 public:
  /// InputError as frame_extent() throws it.
  FrameSet(hdf5::InputDataset dataset);
  /// At least one dataset. InputError as frame_extent() throws it, or when the datasets have frames of several sizes.
  /// `missing`, in the order of their numbers, lie before, between or after the frames of the datasets.
  explicit FrameSet(std::vector<hdf5::InputDataset> datasets, std::vector<MissingFrames> missing = {});
  /// The same for parts, which may be single frames or have more axes of which images are chosen.
  explicit FrameSet(std::vector<FramePart> parts, std::vector<MissingFrames> missing = {});

  /// "FILE: dataset 'NAME'" of the first dataset, the start of a message.
  std::string const& where() const { return parts_.front().dataset.where(); }
  std::size_t frames() const { return frames_; }      ///< number of frames N, with those that are missing
  FrameShape const& shape() const { return shape_; }  ///< size of a frame
  /// Whether MATLAB wrote them: is_of_matlab().
  bool are_of_matlab() const;
  /// Rows at the end of each frame in the files that are not part of it.
  std::size_t rows_cut() const { return rows_cut_; }
  /// Type of the values; of different types the widest unsigned one, or float64.
  hdf5::Kind kind() const { return kind_; }
  /// A and B of one dataset of the shape (A, B, rows, columns); zeros for others.
  RasterShape raster() const;
  std::vector<MissingFrames> const& missing() const { return missing_; }
  /// Shorter side of a frame, pixels: D when whole frames are read.
  std::size_t detector() const { return std::min(shape_.rows, shape_.cols); }

  /// Reads frames [first, first + number) into `out` as [frame][row][col]; 0 for missing frames. The mark of pixels
  /// that were not measured, the greatest value of an unsigned type, becomes the mark of kind() where a dataset has a
  /// narrower type.
  template <hdf5::Element T>
  void read(std::size_t first, std::size_t number, T* out) const;

 private:
  struct Part {
    hdf5::InputDataset dataset;
    std::vector<std::size_t> images;  ///< as in FramePart
    std::size_t begin;                ///< number of its first frame
    std::size_t frames;
  };
  /// As read_part(), with the rows that are not part of the frames, and marks of the dataset.
  template <hdf5::Element T>
  void read_images(Part const& part, std::size_t first, std::size_t number, T* out) const;
  template <hdf5::Element T>
  void read_part(Part const& part, std::size_t first, std::size_t number, T* out) const;

  std::vector<Part> parts_;  ///< in the order of their frames
  std::vector<MissingFrames> missing_;
  std::size_t frames_ = 0;
  FrameShape shape_;
  std::size_t rows_cut_ = 0;
  hdf5::Kind kind_ = hdf5::Kind::other;
};

}  // namespace ptyger::read
