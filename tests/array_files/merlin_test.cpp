#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/detector_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::DetectorScan;
using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Six frames of 3 x 4 pixels with the values 1, 2, 3, ...
template <class T>
DetectorScan<T> six_frames() {
  DetectorScan<T> scan{.frames = 6, .rows = 3, .cols = 4, .counts = {}};
  for (unsigned k = 1; k <= 72; ++k) scan.counts.push_back(static_cast<T>(k));
  return scan;
}

class Merlin : public testing::Test {
 protected:
  hdf5::InputFile open(std::string const& bytes) const {
    return open_input(test::write_bytes(folder / "s.mib", bytes));
  }
  std::string error_of(std::string const& bytes) const {
    return message_of<InputError>([&] { open(bytes); });
  }
  void write_hdr(std::string const& lines) const { test::write_bytes(folder / "s.hdr", "HDR,\n" + lines + "End\t\n"); }
  test::TemporaryFolder folder;
};

template <class T>
void expect_frames(hdf5::InputFile const& file, hdf5::Kind kind) {
  auto const data = file.dataset("array");
  EXPECT_THAT(data.shape(), ElementsAre(6, 3, 4));
  EXPECT_EQ(data.kind(), kind);
  EXPECT_EQ(data.read<T>(), six_frames<T>().counts);
  std::vector<T> two(24);
  data.read_images(4, 2, two.data());
  EXPECT_EQ(two.front(), 49);
  EXPECT_EQ(two.back(), 72);
}

TEST_F(Merlin, HasFramesOfEveryTypeBehindTheirHeaders) {
  expect_frames<std::uint8_t>(open(test::mib(six_frames<std::uint8_t>())), hdf5::Kind::uint8);
  expect_frames<std::uint16_t>(open(test::mib(six_frames<std::uint16_t>())), hdf5::Kind::uint16);
  expect_frames<std::uint32_t>(open(test::mib(six_frames<std::uint32_t>(), 768)), hdf5::Kind::uint32);
}

TEST_F(Merlin, TakesTheRasterFromTheFileBeside) {
  auto const bytes = test::mib(six_frames<std::uint16_t>());
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_rows"), std::nullopt);
  write_hdr("Frames in Acquisition (Number):\t6\nFrames per Trigger (Number):\t3\n");
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_rows"), 2);
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_columns"), 3);
  write_hdr("Frames per Trigger (Number):\t1\n");
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_rows"), std::nullopt);
  write_hdr("Frames per Trigger (Number):\t4\n");
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_rows"), std::nullopt);
  write_hdr("ScanX:\t4\nScanY:\t3\n");
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_columns"), 4);  // not as many frames; the reader refuses it
  write_hdr("ScanX:\t2\nScanY:\t3\n");
  EXPECT_EQ(open(bytes).number_attribute("/", "scan_columns"), 2);
}

TEST_F(Merlin, ThatIsDamagedIsRefused) {
  auto const whole = test::mib(six_frames<std::uint16_t>());
  EXPECT_THAT(error_of(whole.substr(0, whole.size() - 2)),
              AllOf(HasSubstr("s.mib is truncated"), HasSubstr("408 each")));
  EXPECT_THAT(error_of("MQ1,000001,00384"), HasSubstr("ends in its header"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 11, "00000")), HasSubstr("the size of its header"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 20, "0000")), HasSubstr("the number of columns"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 25, "nine")), HasSubstr("the number of rows"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 30, "Q16")), HasSubstr("unknown type 'Q16'"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 30, "R64")), HasSubstr("raw bits of the detector's chips"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 3 * 408, "XXX")), HasSubstr("frame 3 has no header"));
}

}  // namespace
}  // namespace ptyger::array_files
