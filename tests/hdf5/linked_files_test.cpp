#include "hdf5/linked_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

PropertyHandle default_properties() {
  return PropertyHandle(H5Pcreate(H5P_DATASET_CREATE));
}

/// Makes a new file with the dataset "data" of bytes, whose values are not written.
void create(std::string const& path, Shape const& shape, PropertyHandle const& creation) {
  FileHandle const file(check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "H5Fcreate", path));
  DatasetHandle const dataset(check(H5Dcreate2(file.get(), "data", H5T_NATIVE_UINT8, make_space(shape).get(),
                                               H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                                    "H5Dcreate2", path));
}

/// Makes a virtual dataset with the values of the dataset "data" of another file.
void create_virtual(std::string const& path, std::string const& source, Shape const& shape) {
  auto const space = make_space(shape);
  auto const creation = default_properties();
  check(H5Pset_virtual(creation.get(), space.get(), source.c_str(), "data", space.get()), "H5Pset_virtual", path);
  create(path, shape, creation);
}

void write_value(std::string const& path, int value) {
  fs::create_directories(fs::path(path).parent_path());
  OutputFile out(path);
  out.dataset<int>("data", {1}, std::vector<int>{value});
  out.close();
}

int value_in(std::string const& path) {
  FileHandle const file(check(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "H5Fopen", path));
  DatasetHandle const dataset(check(H5Dopen2(file.get(), "data", H5P_DEFAULT), "H5Dopen2", path));
  int value = 0;
  check(H5Dread(dataset.get(), H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value), "H5Dread", path);
  return value;
}

/// The working directory "work", and environment variables that HDF5 reads when it starts.
class LinkedFiles : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "work");
    fs::current_path(folder_ / "work");
  }
  void TearDown() override {
    for (char const* const name : {"HDF5_VDS_PREFIX", "HDF5_EXTFILE_PREFIX"}) set(name, "");
    fs::current_path(old_directory_);
  }
  static void set(char const* name, std::string const& value) {
    setenv(name, value.c_str(), 1);
    H5close();
  }

  /// Puts a file with another value at each path where HDF5 may look for the source of links/virtual.h5. Then removes,
  /// one after the other, the first existing file of places_of_source(), which must be the file that HDF5 reads, until
  /// HDF5 finds none. Gives the number of files that HDF5 found.
  std::size_t count_files_read(std::string const& prefix, fs::path const& source) {
    set("HDF5_VDS_PREFIX", prefix);
    fs::create_directories(folder_ / "real");
    fs::create_directories(folder_ / "links");
    create_virtual(folder_ / "real/virtual.h5", source, {1});
    if (!fs::exists(folder_ / "links/virtual.h5"))
      fs::create_symlink("../real/virtual.h5", folder_ / "links/virtual.h5");
    int value = 0;
    for (std::string const place : {"work", "real", "links", "first", "second", "links/near", "links/near:../second"})
      write_value((fs::path(folder_ / place) / (source.is_absolute() ? source.filename() : source)).string(), ++value);
    if (source.is_absolute()) write_value(source, ++value);
    auto const places = places_of_source(source, folder_ / "links/virtual.h5");
    for (std::size_t number = 0;; ++number) {
      int const read = value_in(folder_ / "links/virtual.h5");
      auto const found =
          std::find_if(places.begin(), places.end(), [](fs::path const& path) { return fs::exists(path); });
      EXPECT_EQ(read, found == places.end() ? 0 : value_in(*found)) << prefix << " after " << number;
      if (found == places.end()) return number;
      fs::remove(*found);
    }
  }

  test::TemporaryFolder folder_;
  fs::path old_directory_ = fs::current_path();  ///< working directory before the test
};

TEST_F(LinkedFiles, AreSearchedInTheOrderOfHdf5) {
  for (fs::path const& source : std::vector<fs::path>{"source.h5", "sub/source.h5", folder_ / "far/source.h5"}) {
    std::size_t const absolute_place = source.is_absolute() ? 1 : 0;
    EXPECT_EQ(count_files_read("", source), 3 + absolute_place);
    EXPECT_EQ(count_files_read(".", source), 3 + absolute_place);
    EXPECT_EQ(count_files_read(folder_ / "first", source), 4 + absolute_place);
    EXPECT_EQ(count_files_read((folder_ / "first") + "::" + (folder_ / "second"), source), 5 + absolute_place);
    EXPECT_EQ(count_files_read("${ORIGIN}/near", source), 4 + absolute_place);
    EXPECT_EQ(count_files_read("${ORIGIN}near", source), 4 + absolute_place);
    EXPECT_EQ(count_files_read("${ORIGIN}/near:../second", source), 5 + absolute_place);
  }
}

TEST_F(LinkedFiles, WithRawValuesAreFoundBelowTheirPrefix) {
  auto const raw = default_properties();
  H5Pset_external(raw.get(), "values.raw", 0, H5F_UNLIMITED);
  create("raw.h5", {3}, raw);
  auto const found = [&] {
    FileHandle const file(H5Fopen("raw.h5", H5F_ACC_RDONLY, H5P_DEFAULT));
    DatasetHandle const dataset(H5Dopen2(file.get(), "data", H5P_DEFAULT));
    return raw_files(dataset.get(), raw.get(), "raw.h5");
  };
  EXPECT_THAT(found(), ElementsAre("values.raw"));
  setenv("HDF5_EXTFILE_PREFIX", "${ORIGIN}/near", 1);
  EXPECT_THAT(found(), ElementsAre(folder_ / "work/near/values.raw"));
  setenv("HDF5_EXTFILE_PREFIX", "/far", 1);
  EXPECT_THAT(found(), ElementsAre("/far/values.raw"));
}

constexpr std::size_t large_size = std::size_t{1} << 27U;  // bytes, more than a dataset may have without stored bytes

// The source is an external link, as in the master file of an Eiger detector.
TEST_F(LinkedFiles, CountTheBytesBehindExternalLinks) {
  auto const allocated = default_properties();
  H5Pset_alloc_time(allocated.get(), H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time(allocated.get(), H5D_FILL_TIME_NEVER);
  create("values.h5", {large_size}, allocated);
  FileHandle master(H5Fcreate("master.h5", H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  check(H5Lcreate_external("values.h5", "data", master.get(), "data", H5P_DEFAULT, H5P_DEFAULT), "link", "master.h5");
  master.close();
  create_virtual("virtual.h5", "master.h5", {large_size});
  EXPECT_EQ(InputFile("virtual.h5").dataset("data").size(), large_size);
  create("values.h5", {large_size}, default_properties());
  EXPECT_THAT([] { InputFile("virtual.h5").dataset("data"); },
              testing::ThrowsMessage<InputError>(HasSubstr("far less")));
}

TEST_F(LinkedFiles, CountTheBytesOfRawFilesOfASource) {
  set("HDF5_EXTFILE_PREFIX", "${ORIGIN}/near");
  auto const raw = default_properties();
  H5Pset_external(raw.get(), "values.raw", 0, H5F_UNLIMITED);
  create("raw.h5", {large_size}, raw);
  create_virtual("virtual.h5", "raw.h5", {large_size});
  EXPECT_THAT([] { InputFile("virtual.h5").dataset("data"); },
              testing::ThrowsMessage<InputError>(HasSubstr("far less")));
  fs::create_directory("near");
  std::ofstream("near/values.raw").put('\7');
  fs::resize_file("near/values.raw", large_size);
  InputDataset const data = InputFile("virtual.h5").dataset("data");
  std::uint8_t first = 0;
  data.read_rows(0, 1, &first);
  EXPECT_EQ(first, 7);
}

// The source is opened once: what was found is what is read.
TEST_F(LinkedFiles, ASourceStaysOpenUntilItIsRead) {
  OutputFile out("source.h5");
  out.dataset<std::uint8_t>("data", {1}, std::vector<std::uint8_t>{3});
  out.close();
  create_virtual("virtual.h5", "source.h5", {1});
  auto const data = InputFile("virtual.h5").dataset("data");
  fs::remove("source.h5");
  std::uint8_t value = 0;
  data.read_rows(0, 1, &value);
  EXPECT_EQ(value, 3);
}

}  // namespace
}  // namespace ptyger::hdf5
