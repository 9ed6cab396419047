#include "hdf5/chunk_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <numeric>

#include "hdf5/decoder.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/encoded_chunks.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

using test::ByteVector;
using test::ChunkedFile;
using test::Encode;
using test::TemporaryFolder;
using Filters = std::vector<test::FilterOfFile>;

Shape const frames{5, 10, 12};  // three chunks of frames, two of rows; the last ones exceed the dataset
Shape const chunk{2, 7, 12};

/// Values of the dataset: [frame][row][col], some of two bytes.
template <class T>
std::vector<T> values_of_frames() {
  std::vector<T> values(count(frames));
  for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<T>(k % 11 == 0 ? 37 * k : k % 7);
  return values;
}

/// The bytes of the chunk at an origin; 0 beyond the end of the dataset.
template <class T>
ByteVector bytes_of_chunk(std::vector<T> const& values, Shape const& origin) {
  std::vector<T> elements(count(chunk));
  Slab const whole{Shape(3), frames};
  Slab const slab{origin, chunk};
  ByteVector bytes(elements.size() * sizeof(T));
  copy_part(intersection(whole, slab), reinterpret_cast<unsigned char const*>(values.data()), whole, bytes.data(), slab,
            sizeof(T));
  return bytes;
}

struct Encoding {
  char const* name;
  Filters (*filters)(unsigned element_bytes);  ///< of chunks of 168 elements
  Encode encode;
};

Encoding const encodings[] = {{"Bitshuffle",
                               [](unsigned bytes) {
                                 return Filters{{32008, {0, 4, bytes, 32, 0}}};
                               },
                               test::bitshuffle_alone},
                              {"BitshuffleLz4",
                               [](unsigned bytes) {
                                 return Filters{{32008, {0, 4, bytes, 0, 2}}};
                               },
                               test::bitshuffle_lz4},
                              {"BitshuffleZstd",
                               [](unsigned bytes) {
                                 return Filters{{32008, {0, 4, bytes, 0, 3, 3}}};
                               },
                               test::bitshuffle_zstd},
                              {"Lz4",
                               [](unsigned) {
                                 return Filters{{32004, {100}}};
                               },
                               test::lz4_blocks},
                              {"Zstd",
                               [](unsigned) {
                                 return Filters{{32015, {3}}};
                               },
                               test::zstd},
                              {"Gzip",
                               [](unsigned) {
                                 return Filters{{1, {5}}};
                               },
                               test::gzip},
                              {"ShuffleGzip",
                               [](unsigned bytes) {
                                 return Filters{{2, {bytes}}, {1, {5}}};
                               },
                               test::shuffle_gzip},
                              {"Lzf",
                               [](unsigned bytes) {
                                 return Filters{{32000, {4, 0x105, 168 * bytes}}};
                               },
                               test::lzf_literals}};

class EncodedFrames : public testing::TestWithParam<Encoding> {
 protected:
  EncodedFrames() { provide_decoders(); }

  /// Writes the chunks of a dataset, except the one at `missing`.
  template <class T>
  void write(std::vector<T> const& values, hid_t type, void const* fill = nullptr, Shape const& missing = {}) {
    ChunkedFile file(path(), type, frames, chunk, GetParam().filters(sizeof(T)), fill);
    for (std::size_t frame = 0; frame < 5; frame += 2)
      for (std::size_t row = 0; row < 10; row += 7)
        if (Shape const origin{frame, row, 0}; origin != missing)
          file.write(origin, GetParam().encode(bytes_of_chunk(values, origin), sizeof(T)));
  }

  std::string path() const { return folder_ / "chunks.h5"; }
  InputDataset data() const { return InputFile(path()).dataset("data"); }

  TemporaryFolder folder_;
};

TEST_P(EncodedFrames, OfAnyTypeAreRead) {
  auto const expect_read = [&]<class T>(T, hid_t type) {
    auto const values = values_of_frames<T>();
    write(values, type);
    EXPECT_EQ(data().read<T>(), values);
  };
  expect_read(std::uint8_t{}, H5T_NATIVE_UINT8);
  expect_read(std::uint16_t{}, H5T_NATIVE_UINT16);
  expect_read(std::uint32_t{}, H5T_NATIVE_UINT32);
  expect_read(double{}, H5T_NATIVE_DOUBLE);
}

TEST_P(EncodedFrames, AreReadByHdf5WithTheRegisteredDecoders) {
  auto const values = values_of_frames<std::uint16_t>();
  write(values, H5T_NATIVE_UINT16);
  FileHandle const file(H5Fopen(path().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
  DatasetHandle const dataset(H5Dopen2(file.get(), "data", H5P_DEFAULT));
  std::vector<std::uint16_t> read(values.size());
  ASSERT_GE(H5Dread(dataset.get(), H5T_NATIVE_UINT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), 0);
  EXPECT_EQ(read, values);
}

TEST_P(EncodedFrames, AreReadInAnyRuns) {
  auto const values = values_of_frames<std::uint16_t>();
  write(values, H5T_NATIVE_UINT16);
  auto const dataset = data();
  for (std::size_t first = 0; first < 5; ++first)
    for (std::size_t number = 1; first + number <= 5; ++number) {
      std::vector<std::uint16_t> read(number * 120);
      dataset.read_images(first, number, read.data());
      auto const begin = values.begin() + static_cast<std::ptrdiff_t>(first * 120);
      EXPECT_TRUE(std::equal(read.begin(), read.end(), begin)) << first << " " << number;
    }
}

TEST_P(EncodedFrames, HaveTheFillValueWhereAChunkIsMissing) {
  auto const values = values_of_frames<std::uint16_t>();
  std::uint16_t const fill = 77;
  write(values, H5T_NATIVE_UINT16, &fill, {2, 7, 0});
  auto const read = data().read<std::uint16_t>();
  for (std::size_t k = 0; k < read.size(); ++k) {
    bool const missing = k / 120 >= 2 && k / 120 < 4 && k / 12 % 10 >= 7;
    EXPECT_EQ(read[k], missing ? fill : values[k]);
  }
}

TEST_P(EncodedFrames, AreConvertedAsHdf5Does) {
  std::vector<std::int32_t> values(count(frames));
  std::iota(values.begin(), values.end(), -100);
  std::vector<std::int32_t> swapped(values);
  for (auto& value : swapped) value = static_cast<std::int32_t>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  write(swapped, H5T_STD_I32BE);
  EXPECT_EQ(data().kind(), Kind::int32);
  EXPECT_EQ(data().read<std::int32_t>(), values);
  EXPECT_EQ(data().read<double>(), std::vector<double>(values.begin(), values.end()));
  auto const bytes = data().read<std::uint8_t>();
  for (std::size_t k = 0; k < bytes.size(); ++k) EXPECT_EQ(bytes[k], std::clamp(values[k], 0, 255));
}

TEST_P(EncodedFrames, MayHaveChunksThatAreNotEncoded) {
  auto const values = values_of_frames<std::uint16_t>();
  {
    ChunkedFile file(path(), H5T_NATIVE_UINT16, {2, 7, 12}, chunk, GetParam().filters(2));
    file.write({0, 0, 0}, bytes_of_chunk(values, {0, 0, 0}), 3);
  }
  auto const read = data().read<std::uint16_t>();
  EXPECT_TRUE(std::equal(read.begin(), read.begin() + 84, values.begin()));
}

INSTANTIATE_TEST_SUITE_P(All, EncodedFrames, testing::ValuesIn(encodings),
                         [](auto const& test) { return std::string(test.param.name); });

TEST(ChunkReader, DoesNotDecodeChunksBeyondTheEndThatAreStoredPlain) {
  TemporaryFolder const folder;
  auto const values = values_of_frames<std::uint16_t>();
  {
    ChunkedFile file(folder / "plain.h5", H5T_NATIVE_UINT16, frames, chunk, {{1, {5}}}, nullptr,
                     H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS);
    for (std::size_t frame = 0; frame < 5; frame += 2)
      for (std::size_t row = 0; row < 10; row += 7) {
        auto const bytes = bytes_of_chunk(values, {frame, row, 0});
        file.write({frame, row, 0}, frame == 4 || row == 7 ? bytes : test::gzip(bytes));
      }
  }
  EXPECT_EQ(InputFile(folder / "plain.h5").dataset("data").read<std::uint16_t>(), values);
}

}  // namespace
}  // namespace ptyger::hdf5
