#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "comm/world.hpp"
#include "write/picture/contact_sheet.hpp"

namespace ptyger::volume {

/// One projection of a campaign, input of write_volume().
struct VolumeEntry {
  std::string name;                 ///< name of the projection
  std::string result;               ///< result file in the product layout; empty: missing
  std::optional<double> angle_deg;  ///< tomography angle, degrees
  std::string missing = {};         ///< why there is no result
};

/// How write_volume() makes a volume.
struct VolumeOptions {
  /// Columns without sample at the left and at the right edge of each lit region; 0: not known.
  std::size_t air_columns = 0;
  std::string tiff_folder = {};  ///< folder of the TIFF stacks (tiff_stack.hpp); empty: no stacks
};

/// One projection in the volume.
struct ProjectionInVolume {
  std::string name;
  std::optional<double> angle_deg;
  std::string missing;  ///< why its images are NaN; empty: the projection is in the volume
};

/// What write_volume() made.
struct VolumeReport {
  std::vector<ProjectionInVolume> slots;  ///< in the order of the volume
  std::size_t present = 0;                ///< number of projections that are not missing
  std::size_t rows = 0;                   ///< rows of each image
  std::size_t cols = 0;                   ///< columns of each image
  double pixel_row_m = 0;                 ///< height of a pixel, metres
  double pixel_col_m = 0;                 ///< width of a pixel, metres
  std::vector<std::string> notes;         ///< messages for the user, one sentence each
  std::vector<write::SheetCell> sheet;    ///< input of contact_sheet(); on rank 0 only
  write::SheetLayout sheet_layout;
};

/// Collective, with the same entries on all ranks. Writes all results into one file of the Data Exchange layout
/// (volume/exchange_file.hpp), sorted by angle, then name; unknown angles come last. The bytes of the file do not
/// depend on the number of ranks.
///
/// Each image is placed on the grid of the common field (volume/field.hpp) at the nearest whole pixel, after flatten(),
/// with the phase wrapped to -pi..pi. Pixels that are not lit are air, phase 0 and amplitude 1, so that line integrals
/// through them are 0. The images of a missing projection are NaN, so that no reader takes them for air. A result that
/// cannot be read or does not fit is missing, with its reason in the report.
///
/// The file replaces an older one only when it is whole and on the disk. Its space is reserved first, so that a full
/// disk ends the work before a pixel is read. Throws InputError when no result can be used, and OutputError when the
/// output cannot be written, on all ranks, with the file and the cause; the older volume and the results are unchanged.
/// After an error no rank waits for another, except when a rank dies or its file system hangs, which ends the job.
VolumeReport write_volume(comm::World const& world, std::vector<VolumeEntry> const& entries, std::string const& path,
                          VolumeOptions const& options);

}  // namespace ptyger::volume
