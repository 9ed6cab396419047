#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <filesystem>

#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::HasSubstr;

hdf5::FileHandle open_to_write(std::string const& path) {
  return hdf5::FileHandle(hdf5::check(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "H5Fopen", path));
}

/// Makes the virtual dataset `name` (4, 6, 6) from the datasets `half` (2, 6, 6) of two files in the same folder.
void write_virtual(std::string const& path, std::string const& name, std::vector<std::string> const& sources,
                   std::string const& half = "half") {
  auto const file = open_to_write(path);
  auto const space = hdf5::make_space({4, 6, 6});
  auto const part = hdf5::make_space({2, 6, 6});
  hdf5::PropertyHandle const creation(H5Pcreate(H5P_DATASET_CREATE));
  hdf5::PropertyHandle const links(H5Pcreate(H5P_LINK_CREATE));
  H5Pset_create_intermediate_group(links.get(), 1);
  for (std::size_t index = 0; index < sources.size(); ++index) {
    hdf5::select_rows(space.get(), {4, 6, 6}, 2 * index, 2, name);
    hdf5::check(H5Pset_virtual(creation.get(), space.get(), sources[index].c_str(), half.c_str(), part.get()),
                "H5Pset_virtual", name);
  }
  H5Sselect_all(space.get());
  hdf5::DatasetHandle const dataset(hdf5::check(
      H5Dcreate2(file.get(), name.c_str(), H5T_NATIVE_UINT16, space.get(), links.get(), creation.get(), H5P_DEFAULT),
      "H5Dcreate2", name));
}

void write_vector(std::string const& path, std::string const& object, std::vector<double> const& vector) {
  auto const file = open_to_write(path);
  hdf5::AttributeHandle const attribute(
      hdf5::check(H5Acreate_by_name(file.get(), object.c_str(), "vector", H5T_NATIVE_DOUBLE,
                                    hdf5::make_space({vector.size()}).get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                  "H5Acreate_by_name", object));
  H5Awrite(attribute.get(), H5T_NATIVE_DOUBLE, vector.data());
}

class VirtualFrames : public testing::Test {
 protected:
  VirtualFrames() {
    auto layout = test::cxi_layout();
    auto const counts = test::small_counts<std::uint16_t>();
    for (std::size_t half = 0; half < 2; ++half) {
      std::vector<std::uint16_t> const values(counts.begin() + static_cast<std::ptrdiff_t>(72 * half),
                                              counts.begin() + static_cast<std::ptrdiff_t>(72 * (half + 1)));
      layout.set_in("half" + std::to_string(half) + ".h5", "half", test::numbers<std::uint16_t>({2, 6, 6}, values));
    }
    paths_ = layout.erase(test::detector + "data").write(folder_);
    write_virtual(paths_[0], test::detector + "data", {"half0.h5", "half1.h5"});
  }
  test::TemporaryFolder folder_;
  std::vector<std::string> paths_;
};

TEST_F(VirtualFrames, AreReadFromTheirFiles) {
  Scan const scan = read_scan(paths_);
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  for (std::size_t frame = 0; frame < 4; ++frame) EXPECT_EQ(counts[frame * 36], 100 + frame);
}

/// The last two frames are left out, because `source` of half1.h5 is missing.
void expect_first_half(Scan const& scan, std::string const& source) {
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  EXPECT_THAT(scan.indexes, testing::ElementsAre(0, 1));
  ASSERT_EQ(counts.size(), 2u * 36);
  for (std::size_t frame = 0; frame < 2; ++frame) EXPECT_EQ(counts[frame * 36], 100 + frame);
  auto const* const missing = scan.reading.find<FramesMissing>();
  ASSERT_NE(missing, nullptr);
  EXPECT_EQ(missing->frames, 2u);
  EXPECT_THAT(missing->where,
              AllOf(HasSubstr("small.cxi: dataset 'entry_1/instrument_1/detector_1/data'"), HasSubstr(source)));
}

TEST_F(VirtualFrames, AreLeftOutWhenASourceFileIsMissing) {
  std::filesystem::remove(folder_ / "half1.h5");
  expect_first_half(read_scan(paths_), "half1.h5");
}

TEST_F(VirtualFrames, AreLeftOutWhenASourceIsTooShort) {
  auto const counts = test::small_counts<std::uint16_t>();
  hdf5::OutputFile out(folder_ / "half1.h5");
  out.dataset<std::uint16_t>("half", {1, 6, 6}, std::vector<std::uint16_t>(counts.begin() + 72, counts.begin() + 108));
  out.close();
  Scan const scan = read_scan(paths_);
  EXPECT_THAT(scan.indexes, testing::ElementsAre(0, 1, 2));
  EXPECT_EQ(scan.reading.find<FramesMissing>()->frames, 1u);
}

TEST_F(VirtualFrames, AreRefusedWhenASourceIsDamaged) {
  std::filesystem::resize_file(folder_ / "half1.h5", std::filesystem::file_size(folder_ / "half1.h5") / 2);
  EXPECT_THAT(test::message_of<InputError>([&] { read_scan(paths_); }),
              AllOf(HasSubstr("half1.h5"), HasSubstr("truncated")));
}

TEST_F(VirtualFrames, AreRefusedWhenAllSourceFilesAreMissing) {
  for (std::string const file : {"half0.h5", "half1.h5"}) std::filesystem::remove(folder_ / file);
  EXPECT_THAT(test::message_of<InputError>([&] { read_scan(paths_); }),
              AllOf(HasSubstr("small.cxi: dataset 'entry_1/instrument_1/detector_1/data'"), HasSubstr("half0.h5"),
                    HasSubstr("zeros would be read")));
}

TEST_F(VirtualFrames, WithoutAPartAreLeftOut) {
  { hdf5::FileHandle const empty(H5Fcreate(paths_[0].c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)); }
  write_virtual(paths_[0], "frames", {"half0.h5"});
  EXPECT_THAT(hdf5::InputFile(paths_[0]).dataset("frames").missing_images(), testing::ElementsAre(0, 0, 1, 1));
}

// A mask or positions must be whole.
TEST_F(VirtualFrames, ThatAreMissingAreNotReadAsZeros) {
  std::filesystem::remove(folder_ / "half1.h5");
  auto const data = hdf5::InputFile(paths_[0]).dataset(test::detector + "data");
  EXPECT_THAT(
      [&] { data.read<std::uint16_t>(); },
      testing::ThrowsMessage<InputError>(AllOf(HasSubstr("the file half1.h5, which is not there"),
                                               HasSubstr("zeros would be read"), HasSubstr("HDF5_VDS_PREFIX"))));
}

// Positions whose source is missing, lacks the dataset, is too short, or is damaged.
TEST_F(VirtualFrames, OfPositionsNameTheSourceAndWhatIsWrongWithIt) {
  std::string const name = "xy";
  {
    auto const file = open_to_write(paths_[0]);
    auto const space = hdf5::make_space({4, 2});
    hdf5::PropertyHandle const creation(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_virtual(creation.get(), space.get(), "stage.h5", "encoder", space.get());
    hdf5::DatasetHandle const dataset(hdf5::check(
        H5Dcreate2(file.get(), name.c_str(), H5T_NATIVE_DOUBLE, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
        "H5Dcreate2", name));
  }
  auto const refusal = [&] {
    return test::message_of<InputError>([&] { hdf5::InputFile(paths_[0]).dataset(name).read<double>(); });
  };
  auto const write_source = [&](std::string const& dataset, hdf5::Shape const& shape) {
    hdf5::OutputFile out(folder_ / "stage.h5");
    out.dataset<double>(dataset, shape, std::vector<double>(hdf5::count(shape), 1));
    out.close();
  };
  EXPECT_THAT(refusal(), AllOf(HasSubstr("dataset 'xy' takes its values from the file stage.h5, which is not there"),
                               HasSubstr("Keep linked files together")));
  write_source("other", {4, 2});
  EXPECT_THAT(refusal(), HasSubstr("the dataset 'encoder' of the file stage.h5, which has no such dataset"));
  write_source("encoder", {3, 2});
  EXPECT_THAT(refusal(), HasSubstr("stage.h5: dataset 'encoder', which has the shape (3, 2) and is too short"));
  std::filesystem::resize_file(folder_ / "stage.h5", 600);
  EXPECT_THAT(refusal(), AllOf(HasSubstr("stage.h5"), HasSubstr("truncated")));
}

TEST(Vectors, GiveTheAxisOfATranslationOfTheSample) {
  auto layout = test::nxcxi_layout();
  std::string const moves = "scan/stage/transformations/";
  for (std::string const axis : {"x", "y"}) layout.attributes["small.nxs"].erase({moves + axis, "units"});
  layout.erase(moves + "x").erase(moves + "y");
  layout.set(moves + "sx", test::numbers<double>({4}, {-1e-6, -2e-6, -3e-6, -4e-6}));
  layout.set(moves + "sz", test::numbers<double>({4}, {2e-6, 4e-6, 6e-6, 8e-6}));
  test::TemporaryFolder const folder;
  auto const paths = layout.write(folder);
  write_vector(paths[0], moves + "sx", {-1, 0, 0});
  write_vector(paths[0], moves + "sz", {0, 1, 0});
  Scan const scan = read_scan(paths);
  EXPECT_DOUBLE_EQ(scan.positions[3].col_m, 4e-6);
  EXPECT_DOUBLE_EQ(scan.positions[3].row_m, 8e-6);
}

TEST(Vectors, OfTwoStagesSelectTheMovingStage) {
  auto layout = test::nxcxi_layout();
  std::string const coarse = "scan/stage/transformations/x_stays";
  test::TemporaryFolder const folder;
  auto const paths = layout.set(coarse, test::scalar(7)).write(folder);
  write_vector(paths[0], coarse, {1, 0, 0});
  EXPECT_DOUBLE_EQ(read_scan(paths).positions[3].col_m, 4e-6);
}

TEST_F(VirtualFrames, AreLeftOutWhenASourceDatasetIsMissing) {
  { hdf5::FileHandle const empty(H5Fcreate((folder_ / "half1.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)); }
  expect_first_half(read_scan(paths_), "half1.h5");
}

/// Frames of two modules of 6 x 2 pixels with a gap of two columns between them.
TEST_F(VirtualFrames, HaveTheFillValueBetweenModules) {
  auto const counts = test::small_counts<std::uint16_t>();
  auto const space = hdf5::make_space({4, 6, 6});
  hdf5::PropertyHandle const creation(H5Pcreate(H5P_DATASET_CREATE));
  std::uint16_t const gap = 65535;
  H5Pset_fill_value(creation.get(), H5T_NATIVE_UINT16, &gap);
  for (std::size_t const first : {0u, 4u}) {
    std::vector<std::uint16_t> module;
    for (std::size_t k = 0; k < counts.size(); ++k)
      if (k % 6 >= first && k % 6 < first + 2) module.push_back(counts[k]);
    auto const file = "module" + std::to_string(first) + ".h5";
    hdf5::OutputFile out(folder_ / file);
    out.dataset<std::uint16_t>("module", {4, 6, 2}, module, {.chunk = {1, 6, 2}, .gzip = 4});
    out.close();
    auto const part = hdf5::select_slab(space.get(), {{0, 0, first}, {4, 6, 2}}, "modules");
    H5Pset_virtual(creation.get(), space.get(), file.c_str(), "module", part.get());
  }
  {
    auto const file = open_to_write(paths_[0]);
    H5Sselect_all(space.get());
    hdf5::DatasetHandle const dataset(
        H5Dcreate2(file.get(), "modules", H5T_NATIVE_UINT16, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
  }
  auto const read = hdf5::InputFile(paths_[0]).dataset("modules").read<std::uint16_t>();
  for (std::size_t k = 0; k < counts.size(); ++k) EXPECT_EQ(read[k], k % 6 / 2 == 1 ? gap : counts[k]);
}

// HDF5 would search for the values until its stack overflows.
TEST(VirtualFramesOfThemselves, AreRefusedAsTheirOwnSource) {
  for (std::string const source : {".", "small.cxi", "link.cxi"}) {
    test::TemporaryFolder const folder;
    std::filesystem::create_symlink("small.cxi", folder / "link.cxi");
    auto const paths = test::cxi_layout().erase(test::detector + "data").write(folder);
    write_virtual(paths[0], test::detector + "data", {source}, "entry_1/other");
    write_virtual(paths[0], "entry_1/other", {source}, test::detector + "data");
    EXPECT_THAT(test::message_of<InputError>([&] { read_scan(paths); }),
                AllOf(HasSubstr("small.cxi"), HasSubstr("from itself"), HasSubstr("entry_1/other")));
  }
}

/// Makes a dataset that was never written.
void write_shape(std::string const& path, std::string const& name, hid_t type, hdf5::Shape const& shape,
                 hdf5::PropertyHandle const& creation) {
  hdf5::FileHandle const file(
      hdf5::check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "H5Fcreate", path));
  auto const space = hdf5::make_space(shape);
  hdf5::DatasetHandle const dataset(
      hdf5::check(H5Dcreate2(file.get(), name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                  "H5Dcreate2", path));
}

void expect_too_large(std::string const& path) {
  EXPECT_THAT([&] { hdf5::InputFile(path).dataset("object"); },
              testing::ThrowsMessage<InputError>(AllOf(HasSubstr(path), HasSubstr("object"), HasSubstr("far less"))));
}

// A damaged file may state a shape that needs more memory than there is.
TEST(Sizes, ThatExceedTheStoredBytesAreRefused) {
  test::TemporaryFolder const folder;
  std::string const path = folder / "a.h5";
  auto const huge = std::size_t{1} << 40U;
  auto const creation = [] { return hdf5::PropertyHandle(H5Pcreate(H5P_DATASET_CREATE)); };
  auto const chunked = creation();
  hsize_t const chunk[] = {16, 16};
  H5Pset_chunk(chunked.get(), 2, chunk);
  write_shape(path, "object", H5T_NATIVE_FLOAT, {huge, std::size_t{1} << 30U}, chunked);
  expect_too_large(path);
  auto const raw = creation();
  H5Pset_external(raw.get(), "missing.raw", 0, H5F_UNLIMITED);
  write_shape(path, "object", H5T_NATIVE_FLOAT, {huge}, raw);
  expect_too_large(path);
  auto const virtual_properties = creation();
  write_shape(folder / "b.h5", "source", H5T_NATIVE_FLOAT, {1}, creation());
  H5Pset_virtual(virtual_properties.get(), hdf5::make_space({huge}).get(), "b.h5", "source",
                 hdf5::make_space({huge}).get());
  write_shape(path, "object", H5T_NATIVE_FLOAT, {huge}, virtual_properties);
  expect_too_large(path);
  // Each value takes one byte in the file, but 16 bytes in memory as a complex number.
  write_shape(path, "object", H5T_NATIVE_UINT8, {std::size_t{1} << 30U}, creation());
  expect_too_large(path);
}

// HDF5 reads zeros for parts of a compound whose names differ from the requested names.
TEST(Compounds, WithOtherPartNamesAreNoComplexNumbers) {
  hdf5::TypeHandle const type(H5Tcreate(H5T_COMPOUND, 8));
  H5Tinsert(type.get(), "x", 0, H5T_NATIVE_FLOAT);
  H5Tinsert(type.get(), "y", 4, H5T_NATIVE_FLOAT);
  EXPECT_EQ(hdf5::kind_of(type.get()), hdf5::Kind::other);
}

}  // namespace
}  // namespace ptyger
