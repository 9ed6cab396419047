#include "hdf5/input_file.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "hdf5/output_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

using test::message_of;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of_opening(std::string const& path) {
  return message_of<InputError>([&] { InputFile file(path); });
}

std::string small_file(TemporaryFolder const& folder) {
  std::string const path = folder / "small.h5";
  OutputFile out(path);
  out.dataset<int>("numbers", {2, 3}, std::vector<int>{1, 2, 3, 4, 5, 6});
  out.close();
  return path;
}

TEST(InputFile, NamesAMissingFile) {
  TemporaryFolder const folder;
  EXPECT_THAT(error_of_opening(folder / "none.h5"), AllOf(HasSubstr("none.h5"), HasSubstr("no such file")));
}

TEST(InputFile, RefusesAFolder) {
  TemporaryFolder const folder;
  EXPECT_THAT(error_of_opening(folder / ""), HasSubstr("is a folder"));
}

TEST(InputFile, RefusesAFileThatIsNotHdf5) {
  TemporaryFolder const folder;
  std::ofstream(folder / "picture.h5") << "GIF89a, surely not the signature that is looked for";
  EXPECT_THAT(error_of_opening(folder / "picture.h5"), HasSubstr("not an HDF5 file"));
  std::ofstream(folder / "empty.h5").flush();
  EXPECT_THAT(error_of_opening(folder / "empty.h5"), HasSubstr("is empty"));
}

TEST(InputFile, ReportsATruncatedFile) {
  TemporaryFolder const folder;
  std::string const path = small_file(folder);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 8);
  EXPECT_THAT(error_of_opening(path), AllOf(HasSubstr("small.h5"), HasSubstr("truncated")));
}

TEST(InputFile, NamesTheMissingPartOfADatasetPath) {
  TemporaryFolder const folder;
  InputFile const file(small_file(folder));
  EXPECT_FALSE(file.exists("entry_1/data"));
  EXPECT_FALSE(file.exists("numbers/data"));
  EXPECT_THAT(message_of<InputError>([&] { file.dataset("entry_1/data"); }),
              AllOf(HasSubstr("small.h5"), HasSubstr("'entry_1/data' is missing"), HasSubstr("no 'entry_1'")));
}

TEST(InputFile, FollowsSoftAndExternalLinks) {
  TemporaryFolder const folder;
  small_file(folder);
  OutputFile out(folder / "links.h5");
  out.group("a/b");
  out.soft_link("a/soft", "/a/b");
  out.external_link("a/b/external", "small.h5", "/numbers");
  out.close();
  InputFile const file(folder / "links.h5");
  EXPECT_TRUE(file.exists("/"));
  EXPECT_TRUE(file.exists("a/soft/external"));
  EXPECT_FALSE(file.has_dataset("a/soft"));
  EXPECT_THAT(file.dataset("/a/soft/external").read<int>(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(message_of<InputError>([&] { file.dataset("a/b"); }), HasSubstr("it is a group"));
}

TEST(InputFile, NamesTheTargetOfADanglingLink) {
  TemporaryFolder const folder;
  OutputFile out(folder / "links.h5");
  out.soft_link("soft", "/nowhere");
  out.external_link("external", "moved.h5", "/data");
  out.close();
  InputFile const file(folder / "links.h5");
  EXPECT_FALSE(file.exists("soft"));
  EXPECT_FALSE(file.exists("external"));
  EXPECT_THAT(message_of<InputError>([&] { file.dataset("soft"); }), HasSubstr("link to /nowhere, which is not there"));
  EXPECT_THAT(message_of<InputError>([&] { file.dataset("external"); }),
              AllOf(HasSubstr("link to /data of the file moved.h5, which is not there"), HasSubstr("HDF5_EXT_PREFIX")));
}

TEST(InputFile, TellsAMissingTargetOfALinkFromADamagedFile) {
  TemporaryFolder const folder;
  small_file(folder);
  OutputFile out(folder / "links.h5");
  out.external_link("external", "small.h5", "/other");
  out.close();
  InputFile const file(folder / "links.h5");
  EXPECT_THAT(file.why_missing("external"), HasSubstr("/other of the file small.h5, which has no such object"));
  std::filesystem::resize_file(folder / "small.h5", std::filesystem::file_size(folder / "small.h5") / 2);
  EXPECT_THAT(file.why_missing("external"),
              AllOf(HasSubstr("of the file small.h5, which cannot be read"), HasSubstr("truncated")));
}

TEST(InputFile, ReadsAttributes) {
  TemporaryFolder const folder;
  OutputFile out(folder / "a.h5");
  out.group("g");
  out.attribute("g", "width", 2.5f);
  out.attribute("/", "complete", std::uint8_t{1});
  out.attribute("/", "name", "Fresnel");
  out.close();
  InputFile const file(folder / "a.h5");
  EXPECT_EQ(file.number_attribute("g", "width"), 2.5);
  EXPECT_EQ(file.number_attribute("/", "complete"), 1.0);
  EXPECT_EQ(file.text_attribute("/", "name"), "Fresnel");
  EXPECT_EQ(file.number_attribute("g", "height"), std::nullopt);
  EXPECT_EQ(file.text_attribute("other", "name"), std::nullopt);
  EXPECT_THAT(message_of<InputError>([&] { file.number_attribute("/", "name"); }), HasSubstr("one number is needed"));
  EXPECT_THAT(message_of<InputError>([&] { file.text_attribute("g", "width"); }), HasSubstr("is not one string"));
}

/// A copy of a file whose writer has it still open, in the newest format; with `swmr` the writer lets others read
/// along.
std::string file_of_a_writer(TemporaryFolder const& folder, bool swmr) {
  std::string const path = folder / "written.h5";
  PropertyHandle const access(H5Pcreate(H5P_FILE_ACCESS));
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
  OutputFile out(path, FileHandle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get())));
  out.dataset<int>("numbers", {3}, std::vector<int>{1, 2, 3}, {.chunk = {1}});
  out.close();
  FileHandle const again(H5Fopen(path.c_str(), H5F_ACC_RDWR | (swmr ? H5F_ACC_SWMR_WRITE : 0U), access.get()));
  std::filesystem::copy_file(path, folder / "copy.h5");
  return folder / "copy.h5";
}

TEST(InputFile, OfAWriterThatLetsOthersReadAlongIsRead) {
  TemporaryFolder const folder;
  EXPECT_THAT(InputFile(file_of_a_writer(folder, true)).dataset("numbers").read<int>(), ElementsAre(1, 2, 3));
}

TEST(InputFile, OfAnotherWriterIsRefusedWithTheRemedy) {
  TemporaryFolder const folder;
  EXPECT_THAT(error_of_opening(file_of_a_writer(folder, false)),
              AllOf(HasSubstr("copy.h5 is marked as open for writing"), HasSubstr("h5clear -s")));
}

}  // namespace
}  // namespace ptyger::hdf5
