#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/array_files/bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

// The small scan of synthetic.hpp in files that are not HDF5.
namespace ptyger::test {

/// Geometry of the small scan: an object pixel of 1e-6 m.
inline ReadOptions geometry() {
  return {.energy_eV = 12398.42, .distance_m = 6, .detector_pixel_m = 1e-4};
}

/// The frames as a NumPy array.
inline std::string frames_npy() {
  return npy("<u2", "(4, 6, 6)", bytes_of_values(small_counts<std::uint16_t>()));
}

/// Files of the small scan that are not HDF5.
class ArrayFiles : public testing::Test {
 protected:
  std::string write(std::string const& name, std::string const& bytes) const {
    return write_bytes(folder / name, bytes);
  }
  std::string write_positions() const { return write("p.csv", "x (um),y (um)\n1,2\n2,4\n3,6\n4,8\n"); }
  /// The small scan in a CXI file.
  Scan expected() const {
    hdf5::OutputFile out(folder / "scan.cxi");
    test::write_frames(out, small_counts<std::uint16_t>());
    test::write_positions(out);
    test::write_geometry(out);
    out.close();
    return read_scan({folder / "scan.cxi"});
  }
  void expect_small_scan(Scan const& scan) const {
    auto const other = expected();
    EXPECT_EQ(scan.frames, 4U);
    EXPECT_EQ(scan.counts, other.counts);
    EXPECT_EQ(scan.measured, other.measured);
    EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-11);
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_NEAR(scan.positions[k].row_m, other.positions[k].row_m, 1e-15);
      EXPECT_NEAR(scan.positions[k].col_m, other.positions[k].col_m, 1e-15);
    }
  }
  std::string error_of(std::vector<std::string> const& inputs, ReadOptions const& options = geometry()) const {
    return message_of<InputError>([&] { read_scan(inputs, options); });
  }
  TemporaryFolder folder;
};

}  // namespace ptyger::test
