#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "comm/world.hpp"
#include "write/picture/contact_sheet.hpp"

namespace ptyger::volume {

/// One projection of a campaign.
struct VolumeEntry {
  std::string name;
  std::string result;               ///< file in the product layout; empty: missing
  std::optional<double> angle_deg;  ///< tomography angle, degrees
  std::string missing = {};         ///< why there is no result
};

struct VolumeOptions {
  std::size_t air_columns = 0;   ///< columns without sample at the left and right edge of each lit region; 0: not known
  std::string tiff_folder = {};  ///< also phase/phase_00000.tif ... and amplitude/... in here; empty: none
};

/// One place of the volume.
struct VolumeSlot {
  std::string name;
  std::optional<double> angle_deg;
  std::string missing;  ///< why its images are NaN; empty: it is there
};

struct VolumeReport {
  std::vector<VolumeSlot> slots;  ///< in the order of the volume
  std::size_t present = 0;        ///< slots that are there
  std::size_t rows = 0;           ///< of each image
  std::size_t cols = 0;
  double pixel_row_m = 0;
  double pixel_col_m = 0;
  std::vector<std::string> notes;       ///< what a user should know, a sentence each
  std::vector<write::SheetCell> sheet;  ///< for write_contact_sheet(); on rank 0 only
  write::SheetLayout sheet_layout;
};

/// Collective, with the same entries on all ranks. Puts all results into one file of the Data Exchange layout
/// (campaign/exchange_file.hpp), in the order of their angles, then names; unknown angles come last. The bytes of the
/// file do not depend on the number of ranks.
///
/// Every image lies on the grid of the common field (campaign/field.hpp), at its nearest whole pixel, flattened as
/// flatten() says, the phase wrapped to -pi..pi. Where the scan has seen nothing there is air, phase 0 and amplitude 1,
/// since a line integral through what is not there is 0; only a projection that is missing is NaN, for a reader must
/// not take it for air. A result that cannot be read or does not fit is missing, with its reason in the report.
///
/// The file replaces an older one only when it is whole and on the disk. Its space is reserved before: a full disk ends
/// the work before a pixel is read. InputError when nothing can be used, OutputError when the output cannot be
/// written: on all ranks, with the file and the cause; the older volume and the results stay as they are. No rank
/// then waits for another, but for one that dies, or to which the file system does not answer: that ends the job.
VolumeReport write_volume(comm::World const& world, std::vector<VolumeEntry> const& entries, std::string const& path,
                          VolumeOptions const& options);

}  // namespace ptyger::volume
