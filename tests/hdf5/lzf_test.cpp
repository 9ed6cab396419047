#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "hdf5/extents.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

using test::message_of;
using test::TemporaryFolder;
using testing::HasSubstr;
using Bytes = std::vector<unsigned char>;

/// The values of a dataset of one chunk of `size` bytes whose compressed data are `stored`.
Bytes decoded(Bytes const& stored, std::size_t size) {
  TemporaryFolder const folder;
  std::string const path = folder / "lzf.h5";
  {
    FileHandle const file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
    PropertyHandle const creation(H5Pcreate(H5P_DATASET_CREATE));
    hsize_t const chunk = size;
    H5Pset_chunk(creation.get(), 1, &chunk);
    unsigned const parameters[] = {4, 0x105, static_cast<unsigned>(size)};
    H5Pset_filter(creation.get(), 32000, H5Z_FLAG_OPTIONAL, 3, parameters);
    SpaceHandle const space = make_space({size});
    DatasetHandle const data(
        H5Dcreate2(file.get(), "data", H5T_NATIVE_UCHAR, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
    hsize_t const offset = 0;
    EXPECT_GE(H5Dwrite_chunk(data.get(), H5P_DEFAULT, 0, &offset, stored.size(), stored.data()), 0);
  }
  return InputFile(path).dataset("data").read<unsigned char>();
}

TEST(Lzf, DecodesLiteralBytesAndCopies) {
  EXPECT_EQ(decoded({2, 'a', 'b', 'c', 0x20, 2, 1, 'x', 'y'}, 8), Bytes({'a', 'b', 'c', 'a', 'b', 'c', 'x', 'y'}));
}

TEST(Lzf, DecodesCopiesThatOverlapTheirSource) {
  EXPECT_EQ(decoded({0, 7, 0xe0, 255 - 9, 0}, 256), Bytes(256, 7));
}

TEST(Lzf, DecodesCopiesFromEightKilobytesBack) {
  Bytes values(8192);
  std::iota(values.begin(), values.end(), static_cast<unsigned char>(0));
  std::transform(values.begin(), values.begin() + 3, values.begin(), [](unsigned char v) { return v + 100; });
  Bytes stored;
  for (std::size_t k = 0; k < values.size(); k += 32) {
    stored.push_back(31);
    stored.insert(stored.end(), values.begin() + static_cast<long>(k), values.begin() + static_cast<long>(k) + 32);
  }
  stored.insert(stored.end(), {0x3f, 0xff});
  values.insert(values.end(), {100, 101, 102});
  EXPECT_EQ(decoded(stored, 8195), values);
}

TEST(Lzf, ReportsDamagedData) {
  for (Bytes const& stored :
       {Bytes{5, 'a', 'b'}, Bytes{0, 'a', 0x20, 1}, Bytes{0, 'a', 0x20}, Bytes{0, 'a', 0xe0, 4}, Bytes{1, 'a', 'b'}})
    EXPECT_THAT(message_of<InputError>([&] { decoded(stored, 4); }),
                HasSubstr("lzf.h5: dataset 'data' cannot be read"));
}

}  // namespace
}  // namespace ptyger::hdf5
