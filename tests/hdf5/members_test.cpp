#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

TEST(Members, AreTheNamesInAGroup) {
  test::TemporaryFolder const folder;
  OutputFile out(folder / "f.h5");
  out.scalar("group/b", 1);
  out.scalar("group/a/deep", 1);
  out.soft_link("group/c", "/nowhere");
  out.close();
  InputFile const file(folder / "f.h5");
  EXPECT_THAT(file.members("group"), testing::ElementsAre("a", "b", "c"));
  EXPECT_THAT(file.members("/"), testing::ElementsAre("group"));
  EXPECT_THAT(file.members("group/b"), testing::IsEmpty());
  EXPECT_THAT(file.members("none"), testing::IsEmpty());
}

}  // namespace
}  // namespace ptyger::hdf5
