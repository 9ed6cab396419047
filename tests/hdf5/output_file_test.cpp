#include "hdf5/output_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

using test::message_of;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(OutputFile, WritesComplexArraysOfAnyRank) {
  TemporaryFolder const folder;
  using value = std::complex<double>;
  std::vector<value> const values = {{1, -1}, {2, -2}, {3, -3}, {4, -4}};
  OutputFile out(folder / "c.h5");
  out.dataset<value>("group/object", {1, 2, 2}, values, {.chunk = {1, 2, 1}, .gzip = 4});
  out.close();
  InputDataset const data = InputFile(folder / "c.h5").dataset("/group/object");
  EXPECT_EQ(data.kind(), Kind::complex);
  EXPECT_THAT(data.shape(), ElementsAre(1u, 2u, 2u));
  EXPECT_THAT(data.chunk(), ElementsAre(1u, 2u, 1u));
  EXPECT_EQ(data.read<value>(), values);
}

TEST(OutputFile, GzipWithoutChunkMakesChunksOfOneEntry) {
  TemporaryFolder const folder;
  OutputFile out(folder / "z.h5");
  std::vector<float> const zeros(3 * 64 * 64, 0.f);
  out.dataset<float>("frames", {3, 64, 64}, zeros, {.gzip = 1});
  out.dataset<float>("empty", {0, 64}, std::vector<float>{}, {.gzip = 1});
  out.close();
  InputFile const file(folder / "z.h5");
  EXPECT_THAT(file.dataset("frames").chunk(), ElementsAre(1u, 64u, 64u));
  EXPECT_TRUE(file.dataset("empty").read<float>().empty());
  EXPECT_LT(std::filesystem::file_size(folder / "z.h5"), zeros.size());
}

TEST(OutputFile, FillsAReservedDatasetRowByRow) {
  TemporaryFolder const folder;
  OutputFile out(folder / "r.h5");
  out.reserve<std::uint32_t>("frames", {3, 2}, {.gzip = 1});
  for (std::size_t row : {2u, 0u, 1u}) {
    auto const value = static_cast<std::uint32_t>(row);
    std::vector<std::uint32_t> const values = {value, 10 * value};
    out.write_rows<std::uint32_t>("frames", row, values);
  }
  out.close();
  EXPECT_THAT(InputFile(folder / "r.h5").dataset("frames").read<int>(), ElementsAre(0, 0, 1, 10, 2, 20));
}

TEST(OutputFile, ReplacesAnAttribute) {
  TemporaryFolder const folder;
  OutputFile out(folder / "a.h5");
  out.attribute("/", "complete", 0);
  out.attribute("/", "complete", 1);
  out.attribute("/", "stop_reason", "asked to");
  out.close();
  InputFile const file(folder / "a.h5");
  EXPECT_EQ(file.number_attribute("/", "complete"), 1.0);
  EXPECT_EQ(file.text_attribute("/", "stop_reason"), "asked to");
}

TEST(OutputFile, NamesAMissingFolder) {
  TemporaryFolder const folder;
  EXPECT_THAT(message_of<InputError>([&] { OutputFile out(folder / "no/such/folder.h5"); }),
              AllOf(HasSubstr("no/such/folder.h5"), HasSubstr("cannot be written")));
}

TEST(OutputFile, NamesADatasetThatExistsAlready) {
  TemporaryFolder const folder;
  OutputFile out(folder / "twice.h5");
  out.scalar("x", 1);
  EXPECT_THAT(message_of<CallError>([&] { out.scalar("x", 2); }), AllOf(HasSubstr("twice.h5"), HasSubstr("'x'")));
}

/// While the object lives, files of this process cannot grow beyond this size.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_limit_);
    rlimit const limit{bytes, old_limit_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  void (*old_handler_)(int);
  rlimit old_limit_{};
};

TEST(OutputFile, ReportsAFullDiskAndItsCause) {
  TemporaryFolder const folder;
  std::vector<double> const values(100000, 1.0);
  try {
    FileSizeLimit const limit(50000);
    OutputFile out(folder / ".full.h5.part", "full.h5");
    out.dataset<double>("object", {values.size()}, values);
    out.close();
    FAIL() << "nothing was thrown";
  } catch (OutputError const& error) {
    EXPECT_EQ(error.code(), std::errc::file_too_large);
    EXPECT_STREQ(error.what(),
                 "full.h5: 'object' cannot be written: File too large. Free space, or choose another folder.");
  }
}

}  // namespace
}  // namespace ptyger::hdf5
